"use client";

import type { OwnHours } from "#models/realtime/my-shifts";
import { daysInWords } from "#models/shared/date-words";
import { TitledSection } from "@/_components/ui/titled-section";
import { hoursInWords } from "./date-words";
import part from "./part.module.css";

/** Hours of each published roster against the contract. */
export function HoursPanel({ hours }: Readonly<{ hours: readonly OwnHours[] }>) {
  if (hours.length === 0) return null;
  return (
    <TitledSection title="Hours" classes={part} about="Paid hours, without unpaid breaks.">
      <ul className={part.rows}>
        {[...hours].reverse().map((roster) => (
          <HoursRow key={roster.rosterId} roster={roster} />
        ))}
      </ul>
    </TitledSection>
  );
}

function HoursRow({ roster }: Readonly<{ roster: OwnHours }>) {
  const { fromOn, toOn, workedMinutes, plannedMinutes, leaveMinutes, contractMinutes } = roster;
  const total = workedMinutes + plannedMinutes + leaveMinutes;
  const over = total - contractMinutes;
  return (
    <li className={part.row}>
      <span className={part.grow}>
        <strong>{daysInWords(fromOn, toOn)}</strong>
        <span className={part.quiet}>
          {hoursInWords(workedMinutes)} worked, {hoursInWords(plannedMinutes)} to come
          {leaveMinutes > 0 && `, ${hoursInWords(leaveMinutes)} leave`}
        </span>
      </span>
      <span className={part.sum}>
        {hoursInWords(total)} of {hoursInWords(contractMinutes)}
        <span className={part.quiet}>
          {over === 0
            ? "as by contract"
            : `${hoursInWords(Math.abs(over))} ${over > 0 ? "over" : "under"}`}
        </span>
      </span>
    </li>
  );
}
