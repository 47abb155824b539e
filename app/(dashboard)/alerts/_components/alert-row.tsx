"use client";

import Link from "next/link";
import type { Disposition } from "#models/alerts/disposition";
import { AcknowledgeButton } from "@/_components/live/acknowledge-button";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { caveatOf } from "@/_components/live/alert-caveat";
import { AlertMark } from "@/_components/live/alert-mark";
import { explainReason, isUnanswered } from "@/_components/live/alert-view";
import { formatAge } from "@/_components/live/age";
import { useAtNow, useBed } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./alert-queue.module.css";
import { DispositionMenu } from "./disposition-menu";

interface Props {
  alert: AlertOnWire;
  unitName: string;
  disposition: Disposition | undefined;
  mayAcknowledge: boolean;
}

/** One alert by bed, never by name: the queue is read across a room. */
export function AlertRow({ alert, unitName, disposition, mayAcknowledge }: Readonly<Props>) {
  const time = useHospitalTime();
  const age = useAtNow((now) => formatAge(now - Date.parse(alert.raisedAt)));
  const isWaiting = isUnanswered(alert);
  const reason = explainReason(alert);

  return (
    <li className={classes.row} data-priority={alert.priority} data-waiting={isWaiting}>
      <AlertMark alert={alert} />
      <Link
        href={`/patients/${alert.encounterId}`}
        className={classes.place}
        data-alert-link={alert.alertId}
      >
        {unitName} <strong>{alert.bedLabel}</strong>
      </Link>
      <span className={classes.reason}>
        {reason}
        <Answer alert={alert} />
        <Caveat alert={alert} />
      </span>
      <span className={classes.age}>
        {isWaiting && <strong>{age}</strong>} {time.clock(Date.parse(alert.raisedAt))}
      </span>
      {isWaiting && mayAcknowledge && (
        <AcknowledgeButton
          alertId={alert.alertId}
          label={`${unitName} bed ${alert.bedLabel}, ${reason}`}
        />
      )}
      {!isWaiting && mayAcknowledge && (
        <DispositionMenu
          alertId={alert.alertId}
          given={disposition}
          label={`${unitName} bed ${alert.bedLabel}, ${reason}`}
        />
      )}
    </li>
  );
}

function Caveat({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const bed = useBed(alert.unitId, alert.bedId);
  const caveat = caveatOf(alert, bed?.state.technical ?? []);
  return caveat ? <span className={classes.caveat}>{caveat}</span> : null;
}

function Answer({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const time = useHospitalTime();
  const parts = [
    alert.acknowledgedAt &&
      `✓ ${alert.acknowledgedBy ?? "a colleague"}, ${time.clock(Date.parse(alert.acknowledgedAt))}`,
    alert.endedAt && `ended ${time.clock(Date.parse(alert.endedAt))}`,
    alert.endedAt && !alert.acknowledgedAt && "never acknowledged",
  ].filter(Boolean);
  return parts.length === 0 ? null : <span className={classes.answer}>{parts.join(", ")}</span>;
}
