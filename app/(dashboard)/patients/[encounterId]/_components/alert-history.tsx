"use client";

import { DISPOSITIONS } from "#models/alerts/disposition";
import { AlertActions } from "@/_components/alerts/alert-actions";
import { AlertProgressLine } from "@/_components/alerts/alert-progress-line";
import { useAlertActions } from "@/_components/alerts/use-alert-actions";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { caveatOf } from "@/_components/live/alert-caveat";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { AlertMark } from "@/_components/live/alert-mark";
import { explainReason, isOpen } from "@/_components/live/alert-view";
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
          <AlertOfPatient
            key={alert.alertId}
            alert={alert}
            technical={technical}
            mayAcknowledge={mayAcknowledge}
          />
        ))}
      </ol>
    </Section>
  );
}

function AlertOfPatient({
  alert,
  technical,
  mayAcknowledge,
}: Readonly<{
  alert: AlertOnWire;
  technical: readonly TechnicalAlarm[];
  mayAcknowledge: boolean;
}>) {
  const { handling, rowRef } = useAlertActions(alert);
  const reason = explainReason(alert);

  return (
    // Keys for what its own buttons do, as long as the focus is on one of them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={rowRef}
      className={classes.row}
      data-alert-shown={alert.alertId}
      onKeyDown={handling.onKeyDown}
    >
      <AlertMark alert={alert} />
      <div className={classes.text}>
        <span>{reason}</span>
        <AlertSteps alert={alert} />
        {isOpen(alert) && <AlertProgressLine alert={alert} />}
        <span className={classes.caveat}>{caveatOf(alert, technical)}</span>
      </div>
      {mayAcknowledge && <AlertActions handling={handling} label={reason} />}
    </li>
  );
}

function AlertSteps({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const time = useHospitalTime();
  const at = (instant: string) => time.dayAndClock(Date.parse(instant));
  const steps = [
    `Raised ${at(alert.raisedAt)}`,
    alert.acknowledgedAt &&
      `acknowledged by ${alert.acknowledgedBy ?? "a colleague"} ${at(alert.acknowledgedAt)}`,
    alert.inHandAt && `in hand of ${alert.inHandBy ?? "a colleague"} ${at(alert.inHandAt)}`,
    alert.endedAt && `ended ${at(alert.endedAt)}`,
    alert.disposition && DISPOSITIONS[alert.disposition].short.toLowerCase(),
  ];
  return <span className={classes.steps}>{steps.filter(Boolean).join("; ")}</span>;
}
