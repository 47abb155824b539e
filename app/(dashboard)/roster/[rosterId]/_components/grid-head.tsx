"use client";

import { memo } from "react";
import { CELL_PX, HEAD_PX } from "./grid-metrics";
import classes from "./roster-grid.module.css";
import { dayWords, type RosterDay } from "./roster-index";

interface Props {
  days: readonly number[];
  of: readonly RosterDay[];
  today: number | undefined;
}

/** The days, pinned over their columns: weekday, day of the month, and the month where a week begins. */
export const GridHead = memo(function GridHead({ days, of, today }: Readonly<Props>) {
  return (
    <div role="rowgroup" className={classes.head} style={{ height: HEAD_PX }}>
      <div role="row" className={classes.headRow} aria-rowindex={1}>
        <div role="columnheader" aria-colindex={1} className={classes.corner}>
          Staff
        </div>
        <div role="none" className={classes.cells}>
          {days.map((day) => {
            const column = of[day];
            if (!column) return null;
            const { date, weekday, ofMonth, month, isWeekend, beginsWeek } = column;
            return (
              <div
                key={day}
                role="columnheader"
                aria-colindex={day + 2}
                aria-label={`${dayWords(date)}${today === day ? ", today" : ""}`}
                className={classes.day}
                style={{ left: day * CELL_PX }}
                data-weekend={isWeekend || undefined}
                data-week={beginsWeek || undefined}
                data-today={today === day || undefined}
              >
                <span className={classes.month}>
                  {beginsWeek || day === 0 || ofMonth === 1 ? month : ""}
                </span>
                <span className={classes.weekday}>{weekday}</span>
                <span className={classes.ofMonth}>{ofMonth}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
});
