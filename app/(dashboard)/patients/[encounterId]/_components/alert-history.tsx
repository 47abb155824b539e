"use client";

import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { caveatOf } from "@/_components/live/alert-caveat";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { AcknowledgeButton } from "@/_components/live/acknowledge-button";
import { AlertMark } from "@/_components/live/alert-mark";
import { explainReason, isUnanswered } from "@/_components/live/alert-view";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./alert-history.module.css";
import { Nothing, Section } from "./section";

/** Every alert of the patient, newest first, and who answered it. */
export function AlertHistory({
  alerts,
  technical,
  mayAcknowledge,
}: Readonly<{
  alerts: readonly AlertOnWire[];
  technical: readonly TechnicalAlarm[];
  mayAcknowledge: boolean;
}>) {
  return (
    <Section title="Alerts">
      {alerts.length === 0 && <Nothing>No alert has been raised.</Nothing>}
      <ol className={classes.list}>
        {alerts.map((alert) => (
          <li key={alert.alertId} className={classes.row}>
            <AlertMark alert={alert} />
            <div className={classes.text}>
              <span>{explainReason(alert)}</span>
              <AlertSteps alert={alert} />
              <span className={classes.caveat}>{caveatOf(alert, technical)}</span>
            </div>
            {isUnanswered(alert) && mayAcknowledge && (
              <AcknowledgeButton alertId={alert.alertId} label={explainReason(alert)} />
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function AlertSteps({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const time = useHospitalTime();
  const at = (instant: string) => time.dayAndClock(Date.parse(instant));
  const steps = [
    `Raised ${at(alert.raisedAt)}`,
    alert.acknowledgedAt &&
      `acknowledged by ${alert.acknowledgedBy ?? "a colleague"} ${at(alert.acknowledgedAt)}`,
    alert.endedAt && `ended ${at(alert.endedAt)}`,
  ];
  return <span className={classes.steps}>{steps.filter(Boolean).join("; ")}</span>;
}
