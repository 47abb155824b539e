"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { ACUITY_CLASSES } from "#models/acuity/acuity-class";
import { ACUITY_OVERRIDE_REASONS, type AcuityOverride } from "#models/acuity/acuity-override";
import { acuityReasonName } from "#models/acuity/acuity-rules";
import type { ComputedAcuity, LiveAcuity } from "#models/realtime/board";
import type { Wire } from "#models/realtime/wire";
import type { EncounterId } from "#models/shared/ids";
import { AcuityBars } from "@/_components/live/acuity-bars";
import { describeClass } from "@/_components/live/acuity-view";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { useAction } from "@/_components/ui/use-action";
import { withdrawOverride } from "../acuity-actions";
import { AcuityForm } from "./acuity-form";
import classes from "./acuity-part.module.css";
import { Nothing, Section } from "./section";

interface Props {
  encounterId: EncounterId;
  /** Undefined for a patient in no bed. */
  acuity: LiveAcuity | undefined;
  mayOverride: boolean;
}

/** How much nursing the patient is, why, and who says so. */
export function AcuityPart({ encounterId, acuity, mayOverride }: Readonly<Props>) {
  const [isSetting, setSetting] = useState(false);
  if (!acuity)
    return (
      <Section title="Acuity">
        <Nothing>Not known: the patient is in no bed of this unit.</Nothing>
      </Section>
    );

  const { acuityClass, computed, override } = acuity;
  const aside = mayOverride && (
    <Button size="compact-sm" variant="default" onClick={() => setSetting(true)}>
      Set the class
    </Button>
  );
  return (
    <Section title="Acuity" aside={aside}>
      <p className={classes.lead}>
        <AcuityBars acuityClass={acuityClass} size={20} />
        <span>
          <strong className={classes.class}>
            {acuityClass === undefined
              ? "Not known"
              : `Class ${acuityClass}, ${ACUITY_CLASSES[acuityClass].title.toLowerCase()}`}
          </strong>
          {acuityClass !== undefined && (
            <span className={classes.quiet}>{describeClass(acuityClass)}</span>
          )}
        </span>
      </p>
      {override && (
        <SetByHand encounterId={encounterId} override={override} mayWithdraw={mayOverride} />
      )}
      <Computed computed={computed} isOverridden={override !== undefined} />
      {mayOverride && (
        <AcuityForm
          encounterId={encounterId}
          current={acuityClass}
          isOpen={isSetting}
          close={() => setSetting(false)}
        />
      )}
    </Section>
  );
}

function SetByHand({
  encounterId,
  override,
  mayWithdraw,
}: Readonly<{
  encounterId: EncounterId;
  override: Wire<AcuityOverride>;
  mayWithdraw: boolean;
}>) {
  const time = useHospitalTime();
  const { isBusy, run } = useAction();
  const { acuityOverrideId, reason, setBy, setAt, until } = override;
  const takeBack = () => void run(() => withdrawOverride({ encounterId, acuityOverrideId }));

  return (
    <div className={classes.override}>
      <p>
        <strong>{ACUITY_OVERRIDE_REASONS[reason]}.</strong> Set by {setBy},{" "}
        {time.dayAndClock(Date.parse(setAt))}, until {time.dayAndClock(Date.parse(until))}.
      </p>
      {mayWithdraw && (
        <Button size="compact-sm" variant="default" loading={isBusy} onClick={takeBack}>
          Take it back
        </Button>
      )}
    </div>
  );
}

function Computed({
  computed,
  isOverridden,
}: Readonly<{ computed: ComputedAcuity; isOverridden: boolean }>) {
  const time = useHospitalTime();
  const { acuityClass, reasons, since } = computed;
  const found =
    acuityClass === undefined ? "Not known by the rules" : `Class ${acuityClass} by the rules`;

  return (
    <>
      <p className={classes.quiet}>
        {isOverridden ? `${found} otherwise` : found}, since {time.dayAndClock(since)}
        {reasons.length > 0 && ":"}
      </p>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <li key={reason}>{acuityReasonName(reason)}</li>
        ))}
      </ul>
      {cautionsOf(computed).map((caution) => (
        <p key={caution} className={classes.quiet}>
          {caution}
        </p>
      ))}
    </>
  );
}

function cautionsOf({ acuityClass, isAtLeast, isHeld }: ComputedAcuity): string[] {
  const cautions: string[] = [];
  if (acuityClass === undefined)
    cautions.push("Too little is measured to say. A full set of observations tells.");
  else if (isAtLeast) cautions.push("Not everything is measured: it may be a higher class.");
  if (isHeld)
    cautions.push(
      "Less was found since then, or less is known: it falls once it has been lower for an hour.",
    );
  return cautions;
}
