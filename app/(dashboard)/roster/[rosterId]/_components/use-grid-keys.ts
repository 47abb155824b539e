"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Assignment } from "#models/rostering/roster";
import type { RosterPerson, RosterShift } from "#models/rostering/roster-problem";
import { asText, type Copied, copyBlock, pasteInto } from "./clipboard";
import { beginsCode, typeCode, TYPING_PAUSE_MS } from "./code-typing";
import type { GridLine } from "./grid-lines";
import { moveTo } from "./grid-moves";
import {
  blockOf,
  nearestPersonRow,
  selectedSquares,
  type Selection,
  selectOne,
} from "./grid-selection";
import { cellAt, type PlannedSquare } from "./planned-rows";
import { wishesFor } from "./planner-work";
import { usualUnit } from "./roster-index";
import { usePlannerStore, usePlannerWork } from "./use-planner";

interface Grid {
  lines: readonly GridLine[];
  days: number;
  selection: Selection;
  select: (selection: Selection) => void;
  mayEdit: boolean;
  openCell: () => void;
  openHelp: () => void;
}

/** The grid by keyboard: whatever it does is done to what is selected. */
export function useGridKeys(grid: Grid): (event: KeyboardEvent) => void {
  const store = usePlannerStore();
  const work = usePlannerWork();
  const typed = useRef("");
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const copied = useRef<Copied>([]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const squares = (): PlannedSquare[] => selectedSquares(grid.lines, blockOf(grid.selection));
  const endTyping = () => {
    clearTimeout(pause.current);
    if (typed.current === "") return;
    typed.current = "";
    work.release();
  };

  function type(letter: string): boolean {
    const { shifts } = store.view().state.problem;
    const typing = typeCode(typed.current, letter, shifts);
    if (!typing) return false;
    clearTimeout(pause.current);
    if (!typing.isLonger) work.release();
    typed.current = typing.typed;
    pause.current = setTimeout(endTyping, TYPING_PAUSE_MS);
    if (typing.shift) setShift(typing.shift, typing);
    return true;
  }

  function setShift(
    shift: RosterShift,
    { typed: code, isLonger }: { typed: string; isLonger: boolean },
  ): void {
    const { index, state } = store.view();
    const mayGrow = state.problem.shifts.some(
      (other) => other.code.length > code.length && other.code.toUpperCase().startsWith(code),
    );
    const wishes = squares().flatMap((square) => {
      const person = index.people.get(square.personId);
      const assignment = person && placed(person, shift, cellAt(state.rows, square).assignment);
      return assignment ? [{ ...square, assignment }] : [];
    });
    work.set(wishes, { isHeld: mayGrow, isLonger });
  }

  /** Who is in another unit that day stays there with another shift. */
  function placed(
    person: RosterPerson,
    { shiftId }: RosterShift,
    now: Assignment | null,
  ): Assignment | undefined {
    const unitId = now?.unitId ?? usualUnit(person, store.view().index);
    return unitId && { shiftId, unitId };
  }

  function copy(): void {
    const { state, index } = store.view();
    copied.current = copyBlock(grid.lines, state.rows, blockOf(grid.selection));
    const text = asText(copied.current, ({ shiftId }) => index.shifts.get(shiftId)?.code ?? "");
    // Beside our own: a browser may refuse it, and pasting within the grid works all the same.
    void navigator.clipboard?.writeText(text).catch(() => undefined);
  }

  function paste(): void {
    const { index } = store.view();
    const adapt = (person: RosterPerson, assignment: Assignment): Assignment => {
      const knows = [person.homeUnitId, ...person.floatUnitIds].includes(assignment.unitId);
      return knows
        ? assignment
        : { ...assignment, unitId: usualUnit(person, index) ?? assignment.unitId };
    };
    const block = blockOf(grid.selection);
    work.set(pasteInto(grid.lines, copied.current, block, { days: grid.days, adapt }));
  }

  function togglePin(): void {
    const { rows } = store.view().state;
    const all = squares();
    const isPinned = !all.every((square) => cellAt(rows, square).isPinned);
    work.pin(
      all.filter((square) => cellAt(rows, square).isPinned !== isPinned),
      isPinned,
    );
  }

  function command(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (key === "c") copy();
    else if (!grid.mayEdit) return false;
    else if (key === "z") void (event.shiftKey ? work.redo() : work.undo());
    else if (key === "y") void work.redo();
    else if (key === "v") paste();
    else if (key === "x") {
      copy();
      work.set(wishesFor(squares(), null));
    } else return false;
    return true;
  }

  function single(event: KeyboardEvent): boolean {
    const { key } = event;
    if (key === "Enter" || key === "F2") grid.openCell();
    else if (key === "?") grid.openHelp();
    else if (key === "Escape") grid.select(selectOne(grid.selection.at));
    else if (!grid.mayEdit) return false;
    else if (key === "Delete" || key === "Backspace") work.set(wishesFor(squares(), null));
    else if (/^[a-z0-9]$/i.test(key) && type(key)) return true;
    else if (
      key === "." ||
      (key.toLowerCase() === "p" && !beginsCode("p", store.view().state.problem.shifts))
    )
      togglePin();
    else return false;
    return true;
  }

  function move(event: KeyboardEvent): boolean {
    const isCtrl = event.ctrlKey || event.metaKey;
    const { at, from } = grid.selection;
    const size = { rows: grid.lines.length, days: grid.days };
    const to = moveTo(at, { key: event.key, isCtrl }, size);
    if (!to) return false;
    const direction = to.row < at.row ? -1 : 1;
    const row =
      nearestPersonRow(grid.lines, to.row, direction) ??
      nearestPersonRow(grid.lines, to.row, direction === 1 ? -1 : 1) ??
      at.row;
    const landed = { row, day: to.day };
    grid.select(event.shiftKey ? { at: landed, from } : selectOne(landed));
    return true;
  }

  return (event) => {
    if (event.altKey) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    const isTaken = move(event) || (isCtrl ? command(event) : single(event));
    if (!isTaken) return;
    event.preventDefault();
    // Whatever is not a further letter ends the code.
    if (!/^[a-z0-9]$/i.test(event.key) || isCtrl) endTyping();
  };
}
