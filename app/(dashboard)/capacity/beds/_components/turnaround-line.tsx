"use client";

import type { UnitOnBoard } from "#models/realtime/bed-board";
import { duration } from "@/_lib/format-time";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { turnaroundWords } from "./turnaround-words";
import type { GiveCommand } from "./use-bed-command";
import classes from "./turnaround-line.module.css";

interface Props {
  unit: UnitOnBoard;
  /** Absent for somebody who does not manage the unit's beds, and while the server is away. */
  give: GiveCommand | undefined;
}

/** How long the unit's beds took to be clean again, today or on the last day on which one was. */
export function TurnaroundLine({ unit, give }: Readonly<Props>) {
  const time = useHospitalTime();
  const words = useAtNow((now) => turnaroundWords(unit, { now, time }));
  const title = unit.turnaround
    .map(
      ({ on, cleanings, medianMinutes, longestMinutes }) =>
        `${on}: median ${inWords(medianMinutes)}, longest ${inWords(longestMinutes)}, ${cleanings} cleaned`,
    )
    .join("\n");
  return (
    <p className={classes.line} title={title}>
      {words}
      {give && (
        <button
          type="button"
          className={classes.housekeeping}
          aria-pressed={unit.hasHousekeeping}
          aria-label={`Housekeeping of ${unit.name}`}
          title="Whether a bed that somebody leaves waits to be cleaned before it is available"
          onClick={() => {
            const { unitId, hasHousekeeping } = unit;
            void give({ type: "set-housekeeping", unitId, hasHousekeeping: !hasHousekeeping });
          }}
        >
          {unit.hasHousekeeping ? "Switch off" : "Switch on"}
        </button>
      )}
    </p>
  );
}

const inWords = (minutes: number): string => duration(minutes * 60);
