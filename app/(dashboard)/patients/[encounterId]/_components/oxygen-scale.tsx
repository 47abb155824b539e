"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import type { EncounterSummary } from "#db/encounter-summaries";
import type { Wire } from "#models/realtime/wire";
import type { EncounterId } from "#models/shared/ids";
import { useHospitalTime } from "@/_components/ui/hospital-time";
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
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<string>();

  const prescribe = () =>
    start(async () => {
      const answer = await prescribeScale({ encounterId, scale }).catch(() => undefined);
      if (answer?.isPrescribed) close();
      else setFailure("Not changed: the encounter has ended, or the server did not answer.");
    });

  return (
    <Modal opened={isOpen} onClose={close} title={`Prescribe oxygen scale ${scale}?`}>
      <Text size="sm">{MEANING[scale]} Your name and the time are recorded.</Text>
      {failure && (
        <Text size="sm" c="var(--wc-high-text)" role="alert" mt="sm">
          {failure}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button loading={isPending} onClick={prescribe}>
          Prescribe scale {scale}
        </Button>
      </Group>
    </Modal>
  );
}
