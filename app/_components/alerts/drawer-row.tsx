"use client";

import Link from "next/link";
import { AcknowledgeButton } from "../live/acknowledge-button";
import { formatAge } from "../live/age";
import type { AlertOnWire } from "../live/alert-ledger";
import { AlertMark } from "../live/alert-mark";
import { explainReason, isUnanswered } from "../live/alert-view";
import { useAtNow } from "../live/use-live";
import classes from "./alert-drawer.module.css";
import { useAlertCentre, useUnitCode } from "./use-alert-centre";

interface Props {
  alert: AlertOnWire;
  /** The one to begin at. */
  isFirst: boolean;
  leave: () => void;
}

export function DrawerRow({ alert, isFirst, leave }: Readonly<Props>) {
  const { alertId, encounterId, bedLabel, priority } = alert;
  const { mayAnswer } = useAlertCentre();
  const place = `${useUnitCode(alert.unitId)} ${bedLabel}`;
  const reason = explainReason(alert);
  const isWaiting = isUnanswered(alert);

  return (
    <li className={classes.row} data-priority={priority} data-waiting={isWaiting}>
      <div className={classes.line}>
        <AlertMark alert={alert} />
        <Link
          href={`/patients/${encounterId}`}
          className={classes.place}
          data-drawer-alert={alertId}
          data-autofocus={isFirst || undefined}
          onClick={leave}
        >
          {place}
        </Link>
        <Age alert={alert} />
      </div>
      <p className={classes.reason}>{reason}</p>
      {isWaiting && mayAnswer && (
        <div className={classes.actions}>
          <AcknowledgeButton alertId={alertId} label={`${place}, ${reason}`} />
        </div>
      )}
    </li>
  );
}

function Age({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const since = Date.parse(alert.acknowledgedAt ?? alert.raisedAt);
  const age = useAtNow((now) => formatAge(now - since));
  return (
    <span className={classes.age}>
      {alert.acknowledgedBy ? `✓ ${alert.acknowledgedBy}, ` : ""}
      {age}
    </span>
  );
}
