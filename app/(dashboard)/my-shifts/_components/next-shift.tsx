"use client";

import type { OwnShift } from "#models/realtime/my-shifts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { duration } from "@/_lib/format-time";
import classes from "./next-shift.module.css";

/** When, where, and with whom: what one looks for on the way to work. */
export function NextShift({ shift, now }: Readonly<{ shift: OwnShift | undefined; now: number }>) {
  const time = useHospitalTime();
  if (!shift)
    return (
      <section aria-labelledby="next-shift" className={classes.card}>
        <h2 id="next-shift" className={classes.kicker}>
          Next shift
        </h2>
        <p className={classes.when}>None is published</p>
        <p className={classes.where}>You are told here when a roster is.</p>
      </section>
    );

  const isOn = shift.startsAt <= now;
  return (
    <section aria-labelledby="next-shift" className={classes.card} data-night={shift.isNight}>
      <h2 id="next-shift" className={classes.kicker}>
        {isOn ? "On shift now" : "Next shift"}
        {!isOn && (
          <span className={classes.until}>in {duration((shift.startsAt - now) / 1_000)}</span>
        )}
      </h2>
      <p className={classes.when}>
        {time.day(shift.startsAt)}
        <span className={classes.clock}>
          {time.clock(shift.startsAt)}–{time.clock(shift.endsAt)}
        </span>
      </p>
      <p className={classes.where}>
        {shift.name}, {shift.unitName}
      </p>
      <p className={classes.with}>{withWhom(shift.with)}</p>
    </section>
  );
}

const withWhom = (names: readonly string[]): string =>
  names.length === 0
    ? "You are the only one of your unit on this shift so far. Ask the charge nurse who else comes."
    : `With ${names.join(", ")}`;
