"use client";

import type { AlertOnWire } from "../live/alert-ledger";
import { useAtNow } from "../live/use-live";
import { useHospitalTime } from "../ui/hospital-time";
import { describePhase, formatLeft, whatIsDue } from "./alert-progress";
import classes from "./alert-progress-line.module.css";
import { useAlertCentre } from "./use-alert-centre";

/** Where an alert stands, and what will be done if nobody does anything. */
export function AlertProgressLine({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const time = useHospitalTime();
  const rules = useAlertCentre().rulesOf(alert.unitId);
  const phase = describePhase(alert, time, rules);
  const dueAt = alert.dueAt === undefined ? undefined : Date.parse(alert.dueAt);

  return (
    <span className={classes.line}>
      {phase && <span data-phase={alert.phase}>{phase}</span>}
      {dueAt !== undefined && rules && <Due words={whatIsDue(alert, rules)} dueAt={dueAt} />}
    </span>
  );
}

function Due({ words, dueAt }: Readonly<{ words: string; dueAt: number }>) {
  const left = useAtNow((now) => formatLeft(dueAt - now));
  return (
    <span className={classes.due}>
      {words} {left}
    </span>
  );
}
