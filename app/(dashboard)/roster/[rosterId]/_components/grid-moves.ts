/** A square: the index of its row among those shown, and its day, from 0. */
export interface Square {
  row: number;
  day: number;
}

export interface GridSize {
  rows: number;
  days: number;
}

export interface Move {
  key: string;
  isCtrl: boolean;
}

/** Rows that Page Up and Page Down go by. */
const PAGE = 12;
const WEEK = 7;

/** Where a key leads from a square, never out of the grid; undefined for a key that leads nowhere. */
export function moveTo(from: Square, { key, isCtrl }: Move, size: GridSize): Square | undefined {
  const step = stepOf(key, isCtrl, size);
  if (!step) return undefined;
  return {
    row: clamp(from.row + step.row, size.rows),
    day: clamp(from.day + step.day, size.days),
  };
}

function stepOf(key: string, isCtrl: boolean, { rows, days }: GridSize): Square | undefined {
  switch (key) {
    case "ArrowLeft":
      return { row: 0, day: isCtrl ? -WEEK : -1 };
    case "ArrowRight":
      return { row: 0, day: isCtrl ? WEEK : 1 };
    case "ArrowUp":
      return { row: isCtrl ? -rows : -1, day: 0 };
    case "ArrowDown":
      return { row: isCtrl ? rows : 1, day: 0 };
    case "PageUp":
      return { row: -PAGE, day: 0 };
    case "PageDown":
      return { row: PAGE, day: 0 };
    case "Home":
      return { row: isCtrl ? -rows : 0, day: -days };
    case "End":
      return { row: isCtrl ? rows : 0, day: days };
    default:
      return undefined;
  }
}

const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));

/** The squares from one corner to the other, both included. */
export interface Block {
  fromRow: number;
  toRow: number;
  fromDay: number;
  toDay: number;
}

export const blockBetween = (a: Square, b: Square): Block => ({
  fromRow: Math.min(a.row, b.row),
  toRow: Math.max(a.row, b.row),
  fromDay: Math.min(a.day, b.day),
  toDay: Math.max(a.day, b.day),
});

export function* squaresOf({ fromRow, toRow, fromDay, toDay }: Block): Generator<Square> {
  for (let row = fromRow; row <= toRow; row += 1)
    for (let day = fromDay; day <= toDay; day += 1) yield { row, day };
}
