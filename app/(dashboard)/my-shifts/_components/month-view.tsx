"use client";

import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { OwnLeave, OwnShift } from "#models/realtime/my-shifts";
import { formatLocal } from "#models/shared/hospital-instant";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { monthAfter, monthInWords, monthOf, weeksOf } from "./date-words";
import classes from "./month-view.module.css";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

interface Props {
  shifts: readonly OwnShift[];
  leaves: readonly OwnLeave[];
  now: number;
}

/** A month at a glance: each day's code, or that one is away. */
export function MonthView({ shifts, leaves, now }: Readonly<Props>) {
  const { timeZone } = useHospitalTime();
  const today = formatLocal(new Date(now), timeZone).slice(0, 10);
  const [month, setMonth] = useState(monthOf(today));
  const byDay = new Map(shifts.map((shift) => [shift.on, shift]));
  const isAway = (on: string) =>
    leaves.some((leave) => leave.state === "approved" && leave.fromOn <= on && on <= leave.toOn);

  return (
    <div>
      <div className={classes.head}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Month before"
          onClick={() => setMonth(monthAfter(month, -1))}
        >
          <IconChevronLeft aria-hidden="true" />
        </ActionIcon>
        <strong aria-live="polite">{monthInWords(month)}</strong>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Month after"
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          <IconChevronRight aria-hidden="true" />
        </ActionIcon>
      </div>
      <table className={classes.month} aria-label={`Shifts in ${monthInWords(month)}`}>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((on) => {
                const shift = byDay.get(on);
                return (
                  <td
                    key={on}
                    data-outside={monthOf(on) !== month || undefined}
                    data-today={on === today || undefined}
                    data-night={shift?.isNight || undefined}
                    data-shift={shift ? true : undefined}
                    aria-current={on === today ? "date" : undefined}
                  >
                    <span className={classes.day}>{Number(on.slice(8))}</span>
                    <span className={classes.what} title={shift?.name}>
                      {shift?.code ?? (isAway(on) ? "Leave" : "")}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
