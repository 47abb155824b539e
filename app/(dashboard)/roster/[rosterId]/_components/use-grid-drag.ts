"use client";

import { type DragEvent, useRef } from "react";
import type { GridLine } from "./grid-lines";
import type { Square } from "./grid-moves";
import { personAt } from "./grid-selection";
import { cellAt } from "./planned-rows";
import { usePlannerStore, usePlannerWork } from "./use-planner";

interface Drag {
  onDragStart: (event: DragEvent) => void;
  onDragOver: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
}

/** A shift that is dragged onto another square changes places with what is there. */
export function useGridDrag(
  lines: readonly GridLine[],
  squareUnder: (target: EventTarget) => Square | undefined,
): Drag {
  const store = usePlannerStore();
  const work = usePlannerWork();
  const from = useRef<Square>(undefined);

  const planned = (square: Square | undefined) => {
    const person = square && personAt(lines, square.row);
    return person && { personId: person.personId, day: square.day };
  };

  return {
    onDragStart: (event) => {
      from.current = squareUnder(event.target);
      event.dataTransfer.effectAllowed = "move";
    },
    onDragOver: (event) => {
      if (from.current && squareUnder(event.target)) event.preventDefault();
    },
    onDrop: (event) => {
      event.preventDefault();
      const [source, target] = [planned(from.current), planned(squareUnder(event.target))];
      from.current = undefined;
      if (!source || !target) return;
      const { rows } = store.view().state;
      const [moved, met] = [cellAt(rows, source).assignment, cellAt(rows, target).assignment];
      if (source.personId === target.personId && source.day === target.day) return;
      work.set([
        { ...source, assignment: met },
        { ...target, assignment: moved },
      ]);
    },
  };
}
