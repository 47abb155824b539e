"use client";

import { Badge, Button } from "@mantine/core";
import type { OwnShift } from "#models/realtime/my-shifts";
import { dayInWords } from "#models/shared/date-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { hoursInWords, mondayOf } from "./date-words";
import part from "./part.module.css";
import { ShiftCode } from "./shift-code";
import classes from "./shift-list.module.css";

interface Props {
  shifts: readonly OwnShift[];
  now: number;
  onSwap: (shift: OwnShift) => void;
}

/** Shifts to come, by week. */
export function ShiftList({ shifts, now, onSwap }: Readonly<Props>) {
  if (shifts.length === 0) return <p className={part.empty}>No shift to come is published.</p>;
  const mondays = [...new Set(shifts.map(({ on }) => mondayOf(on)))];
  const weeks = mondays.map((monday) => ({
    monday,
    ofWeek: shifts.filter(({ on }) => mondayOf(on) === monday),
  }));
  return (
    <>
      {weeks.map(({ monday, ofWeek }) => (
        <section key={monday} aria-label={`Week of ${dayInWords(monday)}`}>
          <h3 className={classes.week}>
            Week of {dayInWords(monday)}
            <span className={classes.hours}>
              {hoursInWords(ofWeek.reduce((sum, { paidMinutes }) => sum + paidMinutes, 0))}
            </span>
          </h3>
          <ul className={classes.rows}>
            {ofWeek.map((shift) => (
              <ShiftRow key={shift.on} shift={shift} now={now} onSwap={onSwap} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function ShiftRow({ shift, now, onSwap }: Readonly<{ shift: OwnShift } & Omit<Props, "shifts">>) {
  const time = useHospitalTime();
  const isToCome = shift.startsAt > now;
  return (
    <li className={part.row}>
      <ShiftCode code={shift.code} isNight={shift.isNight} />
      <span className={part.grow}>
        <strong>{dayInWords(shift.on)}</strong>{" "}
        <span className={classes.clock}>
          {time.clock(shift.startsAt)}–{time.clock(shift.endsAt)}
        </span>{" "}
        {shift.isNew && (
          <Badge size="sm" variant="light">
            New
          </Badge>
        )}
        <span className={part.quiet}>
          {shift.name}, {shift.unitName}
          {shift.with.length > 0 && `, with ${someOf(shift.with)}`}
        </span>
      </span>
      {shift.offer ? (
        <span className={part.quiet}>Offered</span>
      ) : (
        isToCome && (
          <Button
            variant="default"
            onClick={() => onSwap(shift)}
            aria-label={`Swap ${shift.name} on ${dayInWords(shift.on)}`}
          >
            Swap
          </Button>
        )
      )}
    </li>
  );
}

/** A list is for looking over: all names stand beside the next shift. */
function someOf(names: readonly string[]): string {
  const [first = "", second] = names;
  const more = names.length - 2;
  if (second === undefined) return first;
  return more > 0 ? `${first}, ${second} and ${more} more` : `${first} and ${second}`;
}
