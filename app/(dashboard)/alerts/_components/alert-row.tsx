"use client";

import Link from "next/link";
import type { Disposition } from "#models/alerts/disposition";
import { AlertActions } from "@/_components/alerts/alert-actions";
import { AlertProgressLine } from "@/_components/alerts/alert-progress-line";
import { useAlertActions } from "@/_components/alerts/use-alert-actions";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { AlertCaveat } from "@/_components/live/alert-caveat-line";
import { AlertMark } from "@/_components/live/alert-mark";
import { explainReason, isOpen, isUnanswered } from "@/_components/live/alert-view";
import { formatAge } from "@/_components/live/age";
import { useAtNow } from "@/_components/live/use-live";
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
  const { handling, rowRef } = useAlertActions(alert);
  const age = useAtNow((now) => formatAge(now - Date.parse(alert.raisedAt)));
  const isWaiting = isUnanswered(alert);
  const reason = explainReason(alert);
  const label = `${unitName} bed ${alert.bedLabel}, ${reason}`;

  return (
    // Keys for what its own buttons do, as long as the focus is in the row.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={rowRef}
      className={classes.row}
      data-priority={alert.priority}
      data-waiting={isWaiting}
      data-alert-shown={alert.alertId}
      onKeyDown={handling.onKeyDown}
    >
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
        <AlertProgressLine alert={alert} />
        <AlertCaveat alert={alert} />
      </span>
      <span className={classes.age}>
        {isWaiting && <strong>{age}</strong>} {time.clock(Date.parse(alert.raisedAt))}
      </span>
      <div className={classes.handling}>
        <AlertActions handling={handling} label={label} />
        {!isOpen(alert) && mayAcknowledge && (
          <DispositionMenu
            alertId={alert.alertId}
            given={alert.disposition ?? disposition}
            label={label}
          />
        )}
      </div>
    </li>
  );
}
