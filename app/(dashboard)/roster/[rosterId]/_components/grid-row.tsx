"use client";

import { memo } from "react";
import type { RosterPerson } from "#models/rostering/roster-problem";
import { viewCell } from "./cell-view";
import { GridCell } from "./grid-cell";
import { ROW_PX } from "./grid-metrics";
import type { Block } from "./grid-moves";
import type { OverlaidRow } from "./overlays";
import { PersonName } from "./person-name";
import classes from "./roster-grid.module.css";
import { usePlanner } from "./use-planner";

interface Props {
  person: RosterPerson;
  row: number;
  /** Indices of the days to draw. */
  days: readonly number[];
  /** The day that the Tab key leads to, if it is in this row. */
  stop: number | undefined;
  /** What is selected, if any of it is in this row. */
  selected: Block | undefined;
  overlay: OverlaidRow | undefined;
}

/** A person and their days. It is drawn again when something of this person changes, and not otherwise. */
export const GridRow = memo(function GridRow(props: Readonly<Props>) {
  const { person, row, days, stop, selected, overlay } = props;
  const index = usePlanner((view) => view.index);
  const planned = usePlanner((view) => view.state.rows.get(person.personId));
  const marks = usePlanner((view) => view.marks.get(person.personId));
  const isSelected = (day: number) =>
    selected !== undefined && day >= selected.fromDay && day <= selected.toDay;

  return (
    <div role="row" className={classes.row} style={{ top: row * ROW_PX }} aria-rowindex={row + 2}>
      <PersonName person={person} breach={marks?.line} />
      <div role="none" className={classes.cells}>
        {days.map((day) => {
          const cell = planned?.[day];
          const column = index.days[day];
          return (
            cell &&
            column && (
              <GridCell
                key={day}
                view={viewCell(index, {
                  ...{ person, day, cell, breach: marks?.days[day] },
                  overlay: overlay?.get(day),
                })}
                row={row}
                day={day}
                isWeekend={column.isWeekend}
                beginsWeek={column.beginsWeek}
                isStop={stop === day}
                isSelected={isSelected(day)}
              />
            )
          );
        })}
      </div>
    </div>
  );
});
