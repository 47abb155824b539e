"use client";

import { IconMoonFilled, IconPinFilled } from "@tabler/icons-react";
import { memo } from "react";
import type { CellView } from "./cell-view";
import { CELL_PX } from "./grid-metrics";
import classes from "./roster-grid.module.css";

interface Props {
  view: CellView;
  row: number;
  day: number;
  isWeekend: boolean;
  beginsWeek: boolean;
  /** It is the one that the Tab key leads to. */
  isStop: boolean;
  isSelected: boolean;
}

/** One person's day. What colour tells, a letter, a mark or an outline tells too, and the label says all of it. */
export const GridCell = memo(function GridCell(props: Readonly<Props>) {
  const { view, row, day, isWeekend, beginsWeek, isStop, isSelected } = props;
  return (
    <div
      role="gridcell"
      className={classes.cell}
      style={{ left: day * CELL_PX }}
      tabIndex={isStop ? 0 : -1}
      aria-colindex={day + 2}
      aria-label={view.label}
      aria-selected={isSelected}
      data-square={`${row} ${day}`}
      data-weekend={isWeekend || undefined}
      data-week={beginsWeek || undefined}
      data-breach={view.breach}
      data-state={view.state}
    >
      {view.code !== "" ? (
        <span
          className={classes.shift}
          draggable
          data-tone={view.tone}
          data-floats={view.floatsTo !== undefined || undefined}
          data-proposed={view.instead !== undefined || undefined}
        >
          {view.code}
          {view.tone === "night" && <IconMoonFilled className={classes.moon} size={8} />}
          {view.floatsTo && <span className={classes.unit}>{view.floatsTo}</span>}
        </span>
      ) : view.absence ? (
        <span className={classes.absence}>{view.absence}</span>
      ) : (
        view.instead && <span className={classes.freed}>off</span>
      )}
      {view.code !== "" && view.absence && <span className={classes.clash}>{view.absence}</span>}
      {view.instead && <s className={classes.instead}>{view.instead}</s>}
      {view.wish && (
        <span className={classes.wish} data-wants={view.wish.wants} data-met={view.wish.isMet}>
          {view.wish.wants === "work" ? "▲" : "▽"}
        </span>
      )}
      {view.isPinned && <IconPinFilled className={classes.pin} size={10} />}
    </div>
  );
}, isSameDrawing);

/** A row's views are made anew with each change of it: what looks the same is not drawn again. */
function isSameDrawing(a: Readonly<Props>, b: Readonly<Props>): boolean {
  return (
    a.view.label === b.view.label &&
    a.view.code === b.view.code &&
    a.view.floatsTo === b.view.floatsTo &&
    a.view.instead === b.view.instead &&
    a.view.state === b.view.state &&
    a.view.breach === b.view.breach &&
    a.isStop === b.isStop &&
    a.isSelected === b.isSelected &&
    a.row === b.row &&
    a.day === b.day
  );
}
