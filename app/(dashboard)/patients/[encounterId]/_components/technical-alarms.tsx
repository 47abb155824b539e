"use client";

import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { TechnicalRow } from "@/_components/live/technical-row";
import { Section } from "./section";
import classes from "./technical-alarms.module.css";

/** What keeps us from knowing how the patient is; nothing at all as long as there is nothing. */
export function TechnicalAlarms({
  alarms,
  maySee,
}: Readonly<{ alarms: readonly TechnicalAlarm[]; maySee: boolean }>) {
  if (alarms.length === 0) return null;
  return (
    <Section title="Technical">
      <ul className={classes.list}>
        {alarms.map((alarm) => (
          <TechnicalRow key={alarm.technicalAlarmId} alarm={alarm} maySee={maySee} />
        ))}
      </ul>
    </Section>
  );
}
