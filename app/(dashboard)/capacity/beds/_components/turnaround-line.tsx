"use client";

import type { UnitOnBoard } from "#models/realtime/bed-board";
import { duration } from "@/_lib/format-time";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { turnaroundWords } from "./turnaround-words";
import classes from "./turnaround-line.module.css";

/** How long the unit's beds took to be clean again, today or on the last day on which one was. */
export function TurnaroundLine({ unit }: Readonly<{ unit: UnitOnBoard }>) {
  const time = useHospitalTime();
  const words = useAtNow((now) => turnaroundWords(unit, { now, time }) ?? "");
  if (!words) return null;
  const title = unit.turnaround
    .map(
      ({ on, cleanings, medianMinutes, longestMinutes }) =>
        `${on}: median ${inWords(medianMinutes)}, longest ${inWords(longestMinutes)}, ${cleanings} cleaned`,
    )
    .join("\n");
  return (
    <p className={classes.line} title={title}>
      {words}
    </p>
  );
}

const inWords = (minutes: number): string => duration(minutes * 60);
