"use client";

import Link from "next/link";
import { useEffect } from "react";
import { formatAge } from "../live/age";
import type { AlertOnWire } from "../live/alert-ledger";
import { AlertCaveat } from "../live/alert-caveat-line";
import { AlertMark } from "../live/alert-mark";
import { explainReason, isUnanswered } from "../live/alert-view";
import { useAtNow } from "../live/use-live";
import { AlertActions } from "./alert-actions";
import classes from "./alert-drawer.module.css";
import { AlertProgressLine } from "./alert-progress-line";
import { useAlertActions } from "./use-alert-actions";
import { useUnitCode } from "./use-alert-centre";

interface Props {
  alert: AlertOnWire;
  /** The one to begin at. */
  isFirst: boolean;
  leave: () => void;
  /** Told while the row asks something before it acts. */
  setAsking: (isAsking: boolean) => void;
}

export function DrawerRow({ alert, isFirst, leave, setAsking }: Readonly<Props>) {
  const { alertId, encounterId, bedLabel, priority } = alert;
  const { handling, rowRef } = useAlertActions(alert);
  const place = `${useUnitCode(alert.unitId)} ${bedLabel}`;
  const reason = explainReason(alert);
  const age = useAtNow((now) => formatAge(now - Date.parse(alert.raisedAt)));
  const isAsking = handling.question !== undefined;

  useEffect(() => {
    if (!isAsking) return;
    setAsking(true);
    return () => setAsking(false);
  }, [isAsking, setAsking]);

  return (
    // Keys for what its own buttons do, as long as the focus is in the row.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={rowRef}
      className={classes.row}
      data-priority={priority}
      data-waiting={isUnanswered(alert)}
      onKeyDown={handling.onKeyDown}
    >
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
        <span className={classes.age}>{age}</span>
      </div>
      <p className={classes.reason}>{reason}</p>
      <AlertProgressLine alert={alert} />
      <AlertCaveat alert={alert} />
      <AlertActions handling={handling} label={`${place}, ${reason}`} />
    </li>
  );
}
