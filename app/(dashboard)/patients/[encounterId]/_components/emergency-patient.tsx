"use client";

import { Group, Text } from "@mantine/core";
import { useEffect, useMemo } from "react";
import type { BedState } from "#models/realtime/board";
import type { EmergencyAccessId } from "#models/shared/ids";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { useLive } from "@/_components/live/live-provider";
import { useEncounter, useHasEnded } from "@/_components/live/use-live";
import { LinkButton } from "@/_components/ui/link-button";
import { NoticePage } from "@/_components/ui/notice-page";
import { PatientRecord, type PatientRecordProps } from "./patient-view";

interface Props extends Omit<PatientRecordProps, "may"> {
  /** As the database has it; the socket takes over. */
  bed: BedState | undefined;
  /** Epoch milliseconds on the server's clock. */
  access: { emergencyAccessId: EmergencyAccessId; expiresAt: number };
}

/** To look at, and no more. */
const MAY = {
  acknowledge: false,
  prescribe: false,
  overrideAcuity: false,
  export: false,
  openBoard: false,
};

/** A patient of another unit, as long as the emergency access lasts; then nothing of it. */
export function EmergencyPatient(props: Readonly<Props>) {
  const hasEnded = useHasEnded(props.access);
  if (!hasEnded) return <OpenedPatient {...props} />;

  return (
    <NoticePage title="Emergency access has ended">
      <Text role="status">
        Nothing of this patient is shown any more. If you still need it, ask for access again; both
        will be reviewed.
      </Text>
      <Group>
        <LinkButton href={`/emergency-access?encounter=${props.summary.encounterId}`}>
          Ask again
        </LinkButton>
        <LinkButton href="/" variant="default">
          Go to your start page
        </LinkButton>
      </Group>
    </NoticePage>
  );
}

function OpenedPatient({ bed, access, ...record }: Readonly<Props>) {
  const { store, client } = useLive();
  const { encounterId } = record.summary;
  const { emergencyAccessId } = access;
  useMemo(() => store.seedEncounter(encounterId, bed), [store, encounterId, bed]);
  useEffect(
    () => client.watchEncounter({ encounterId, emergencyAccessId }),
    [client, encounterId, emergencyAccessId],
  );

  const watched = useEncounter(encounterId);
  const alerts = useMemo(
    () => currentAlerts(record.alerts, watched?.alerts),
    [record.alerts, watched?.alerts],
  );
  const isWatched = watched?.alerts !== undefined;
  return (
    <PatientRecord {...record} bed={watched?.bed} alerts={alerts} isWatched={isWatched} may={MAY} />
  );
}

/** Newest first. Once the socket has spoken, what is open is what it says. */
function currentAlerts(
  stored: readonly AlertOnWire[],
  open: readonly AlertOnWire[] | undefined,
): readonly AlertOnWire[] {
  if (!open) return stored;
  const known = new Set(open.map(({ alertId }) => alertId));
  const past = stored.filter((alert) => alert.endedAt && !known.has(alert.alertId));
  return [...open, ...past].sort((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
}
