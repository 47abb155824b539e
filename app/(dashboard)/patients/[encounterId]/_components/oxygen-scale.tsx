"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { EncounterSummary } from "#db/encounter-summaries";
import type { Wire } from "#models/realtime/wire";
import type { EncounterId } from "#models/shared/ids";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { useAction } from "@/_components/ui/use-action";
import { prescribeScale } from "../actions";
import classes from "./oxygen-scale.module.css";

interface Props {
  encounterId: EncounterId;
  scale: 1 | 2;
  prescription: Wire<EncounterSummary>["prescription"];
  mayPrescribe: boolean;
}

/** Which NEWS2 saturation scale counts, and who decided it. Switching is a prescription: asked twice. */
export function OxygenScale({ encounterId, scale, prescription, mayPrescribe }: Readonly<Props>) {
  const time = useHospitalTime();
  const [isAsking, setAsking] = useState(false);
  const other = scale === 1 ? 2 : 1;

  return (
    <div className={classes.scale}>
      <span>
        Oxygen scale <strong>{scale}</strong>
        {prescription &&
          `, prescribed by ${prescription.by}, ${time.dateAndClock(Date.parse(prescription.at))}`}
      </span>
      {mayPrescribe && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Switch to scale {other}
        </Button>
      )}
      <Confirmation
        encounterId={encounterId}
        scale={other}
        isOpen={isAsking}
        close={() => setAsking(false)}
      />
    </div>
  );
}

const MEANING = {
  1: "Scale 1 is for everybody without hypercapnic respiratory failure: a saturation of 96 % or more scores 0.",
  2: "Scale 2 is for confirmed hypercapnic respiratory failure with a target saturation of 88 to 92 %. It must be prescribed by a competent clinician.",
} as const;

function Confirmation({
  encounterId,
  scale,
  isOpen,
  close,
}: Readonly<{ encounterId: EncounterId; scale: 1 | 2; isOpen: boolean; close: () => void }>) {
  const { isBusy, run } = useAction();

  const prescribe = async () => {
    if (await run(() => prescribeScale({ encounterId, scale }))) close();
  };

  return (
    <Modal opened={isOpen} onClose={close} title={`Prescribe oxygen scale ${scale}?`}>
      <Text size="sm">{MEANING[scale]} Your name and the time are recorded.</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button loading={isBusy} onClick={() => void prescribe()}>
          Prescribe scale {scale}
        </Button>
      </Group>
    </Modal>
  );
}
