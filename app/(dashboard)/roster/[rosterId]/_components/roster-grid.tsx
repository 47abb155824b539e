"use client";

import {
  type MouseEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import type { PersonId } from "#models/rostering/roster-ids";
import { CoverageTable } from "./coverage-table";
import { GridHead } from "./grid-head";
import type { GridLine } from "./grid-lines";
import { CELL_PX, NAME_PX, ROW_PX } from "./grid-metrics";
import { type Block, type Square } from "./grid-moves";
import { GridRow } from "./grid-row";
import { blockOf, nearestPersonRow, rowOf, type Selection, selectOne } from "./grid-selection";
import { drawnIndices } from "./grid-window";
import type { Overlays } from "./overlays";
import classes from "./roster-grid.module.css";
import { useGridDrag } from "./use-grid-drag";
import { useGridKeys } from "./use-grid-keys";
import { bringIntoView, useGridWindow } from "./use-grid-window";
import { usePlanner } from "./use-planner";

export interface JumpTo {
  personId?: PersonId | undefined;
  day?: number | undefined;
}

export interface GridHandle {
  /** Gives what is selected the focus. */
  focus: () => void;
  /** Brings the person's day into view and gives it the focus; false where the person is not shown. */
  jump: (to: JumpTo) => boolean;
}

interface Props {
  handle: RefObject<GridHandle | null>;
  lines: readonly GridLine[];
  selection: Selection;
  select: (selection: Selection) => void;
  /** Indices of the lines of cover shown beneath. */
  coverLines: readonly number[];
  overlays: Overlays | undefined;
  today: number | undefined;
  mayEdit: boolean;
  openCell: () => void;
  openHelp: () => void;
}

/**
 * People by days. Only what is in view is drawn, and the square that has the focus; the arrow keys move it, and
 * one Tab leads past.
 */
export function RosterGrid(props: Readonly<Props>) {
  const { handle, lines, selection, select, coverLines, overlays, today, mayEdit } = props;
  const columns = usePlanner((view) => view.index.days);
  const scroller = useRef<HTMLDivElement>(null);
  /** A key has moved the focus; a click has it already. */
  const follows = useRef(false);
  const { at } = selection;
  const count = coverLines.length;

  const spans = useGridWindow(scroller, {
    rows: lines.length,
    days: columns.length,
    coverLines: count,
  });
  const rows = drawnIndices(spans.rows, at.row);
  const { from: fromDay, to: toDay } = spans.days;
  // The same list while the focus moves within view, so that the other rows are not drawn again.
  const keptDay = at.day >= fromDay && at.day < toDay ? undefined : at.day;
  const days = useMemo(
    () => drawnIndices({ from: fromDay, to: toDay }, keptDay),
    [fromDay, toDay, keptDay],
  );
  const block = blockOf(selection);

  useEffect(() => {
    if (!follows.current || !scroller.current) return;
    follows.current = false;
    bringIntoView(scroller.current, at, count);
    squareElement(scroller.current, at)?.focus({ preventScroll: true });
  }, [at, count]);

  const go = (next: Selection) => {
    follows.current = true;
    select(next);
  };
  const jump = ({ personId, day = at.day }: JumpTo): boolean => {
    const row = personId ? rowOf(lines, personId) : nearestPersonRow(lines, at.row, 1);
    if (row === undefined) return false;
    go(selectOne({ row, day }));
    return true;
  };
  useImperativeHandle(handle, () => ({ jump, focus: () => go(selectOne(at)) }));
  const onKeyDown = useGridKeys({
    ...{ lines, selection, mayEdit, days: columns.length, select: go },
    ...{ openCell: props.openCell, openHelp: props.openHelp },
  });

  const drag = useGridDrag(lines, squareUnder);
  const onMouseDown = (event: MouseEvent) => {
    const square = squareUnder(event.target);
    if (square) select(event.shiftKey ? { at: square, from: selection.from } : selectOne(square));
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (squareUnder(event.target)) props.openCell();
  };

  return (
    <div ref={scroller} className={classes.scroller} data-testid="roster-scroller">
      {/* The squares in it have the focus. */}
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div
        role="grid"
        aria-label="Roster"
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-readonly={!mayEdit}
        style={{ width: NAME_PX + columns.length * CELL_PX }}
        className={classes.grid}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onDoubleClick={onDoubleClick}
        {...(mayEdit && drag)}
      >
        <GridHead days={days} of={columns} today={today} />
        <div role="rowgroup" className={classes.body} style={{ height: lines.length * ROW_PX }}>
          {rows.map((row) => {
            const line = lines[row];
            if (!line) return null;
            if (line.kind === "unit")
              return <UnitHead key={line.unitId} {...{ line, row }} columns={columns.length + 1} />;
            return (
              <GridRow
                key={line.person.personId}
                person={line.person}
                row={row}
                days={days}
                stop={at.row === row ? at.day : undefined}
                selected={within(block, row)}
                overlay={overlays?.get(line.person.personId)}
              />
            );
          })}
        </div>
      </div>
      {coverLines.length > 0 && (
        <div className={classes.cover} style={{ width: NAME_PX + columns.length * CELL_PX }}>
          <CoverageTable lines={coverLines} days={days} />
        </div>
      )}
    </div>
  );
}

interface UnitHeadProps {
  line: Extract<GridLine, { kind: "unit" }>;
  row: number;
  columns: number;
}

const UnitHead = ({ line, row, columns }: Readonly<UnitHeadProps>) => (
  <div role="row" className={classes.unitRow} style={{ top: row * ROW_PX }} aria-rowindex={row + 2}>
    <div role="rowheader" aria-colindex={1} aria-colspan={columns} className={classes.unitName}>
      {line.name}
      <span className={classes.unitCount}>{line.people}</span>
    </div>
  </div>
);

/** The same object for rows without a selection, so that they are not drawn again when it moves. */
const within = (block: Block, row: number): Block | undefined =>
  row >= block.fromRow && row <= block.toRow ? block : undefined;

const squareElement = (within: HTMLElement, { row, day }: Square): HTMLElement | null =>
  within.querySelector<HTMLElement>(`[data-square="${row} ${day}"]`);

function squareUnder(target: EventTarget): Square | undefined {
  if (!(target instanceof Element)) return undefined;
  const square = target.closest("[data-square]")?.getAttribute("data-square");
  const [row, day] = (square ?? "").split(" ").map(Number);
  return row === undefined || day === undefined || Number.isNaN(row) || Number.isNaN(day)
    ? undefined
    : { row, day };
}
