"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { IconUrgent } from "@tabler/icons-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { EmergencyAccessId, EncounterId } from "#models/shared/ids";
import { endAccess } from "@/(dashboard)/emergency-access/actions";
import { countdown } from "@/_lib/format-time";
import { useLive } from "../live/live-provider";
import { useAtNow, useHasEnded } from "../live/use-live";
import { useAction } from "../ui/use-action";
import classes from "./running-banner.module.css";

export interface RunningAccess {
  emergencyAccessId: EmergencyAccessId;
  encounterId: EncounterId;
  unitName: string;
  bedLabel: string;
  /** Epoch milliseconds on the server's clock. */
  expiresAt: number;
}

const placeOf = ({ unitName, bedLabel }: RunningAccess): string => `${unitName}, bed ${bedLabel}`;

/** On every page, as long as a patient of another unit is open to this person. */
export function RunningBanner({
  accesses,
  userName,
}: Readonly<{ accesses: readonly RunningAccess[]; userName: string }>) {
  if (accesses.length === 0) return null;
  return (
    <section aria-label="Emergency access" className={classes.banner}>
      {accesses.map((access) => (
        <Running key={access.emergencyAccessId} access={access} userName={userName} />
      ))}
    </section>
  );
}

function Running({ access, userName }: Readonly<{ access: RunningAccess; userName: string }>) {
  const hasEnded = useHasEnded(access);
  return (
    <>
      <Announcement access={access} hasEnded={hasEnded} />
      {!hasEnded && <Row access={access} userName={userName} />}
    </>
  );
}

function Row({ access, userName }: Readonly<{ access: RunningAccess; userName: string }>) {
  const { emergencyAccessId, encounterId, expiresAt } = access;
  const { store } = useLive();
  const { isBusy, run } = useAction();
  const left = useAtNow((now) => countdown((expiresAt - now) / 1_000));

  const end = async () => {
    const answer = await run(() => endAccess({ emergencyAccessId }));
    // Here at once, whatever the socket does; everywhere else it is told.
    if (answer) store.dispatch({ type: "encounter-closed", encounterId, emergencyAccessId });
  };

  return (
    <div className={classes.row}>
      <IconUrgent size={20} aria-hidden="true" className={classes.icon} />
      <p className={classes.text}>
        <strong>Emergency access</strong>
        <Link href={`/patients/${encounterId}`} className={classes.place}>
          {placeOf(access)}
        </Link>
        <span className={classes.who}>{userName}</span>
      </p>
      <span role="timer" aria-live="off" className={classes.left}>
        <VisuallyHidden>Ends in </VisuallyHidden>
        {left}
      </span>
      <Button
        size="compact-sm"
        className={classes.end}
        loading={isBusy}
        onClick={() => void end()}
        aria-label={`End emergency access to ${placeOf(access)} now`}
      >
        End now
      </Button>
    </div>
  );
}

/** Read aloud once when it begins and once when it ends; the countdown would never be silent. */
function Announcement({
  access,
  hasEnded,
}: Readonly<{ access: RunningAccess; hasEnded: boolean }>) {
  // Empty at first: a reader speaks of what changes in a region, not of what it came with.
  const [isHere, setHere] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHere(true), 500);
    return () => clearTimeout(timer);
  }, []);

  const words = hasEnded
    ? `Emergency access to ${placeOf(access)} has ended.`
    : `Emergency access to ${placeOf(access)} is running.`;
  return <VisuallyHidden role="status">{isHere && words}</VisuallyHidden>;
}
