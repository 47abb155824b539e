export type GridKey = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

export interface Place {
  left: number;
  top: number;
}

/**
 * The index of the item that a key leads to, from where the items stand on the screen: left and right in
 * reading order, up and down to the nearest of the next row, across the gap between two units too.
 */
export function moveInGrid(places: readonly Place[], at: number, key: GridKey): number {
  const from = places[at];
  if (!from) return 0;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "ArrowRight":
      return Math.min(places.length - 1, at + 1);
    case "Home":
      return 0;
    case "End":
      return places.length - 1;
    case "ArrowUp":
      return nearest(places, at, rowBeyond(places, from, -1));
    case "ArrowDown":
      return nearest(places, at, rowBeyond(places, from, 1));
  }
}

/** Tops of one row may differ by a fraction of a pixel. */
const SAME_ROW_PX = 2;

function rowBeyond(places: readonly Place[], from: Place, step: 1 | -1): number | undefined {
  const distances = places
    .map(({ top }) => step * (top - from.top))
    .filter((distance) => distance > SAME_ROW_PX);
  return distances.length > 0 ? from.top + step * Math.min(...distances) : undefined;
}

function nearest(places: readonly Place[], at: number, top: number | undefined): number {
  const from = places[at];
  if (!from || top === undefined) return at;
  const row = places
    .map((place, index) => ({ place, index }))
    .filter(({ place }) => Math.abs(place.top - top) <= SAME_ROW_PX);
  const [best] = row.toSorted(
    (a, b) => Math.abs(a.place.left - from.left) - Math.abs(b.place.left - from.left),
  );
  return best?.index ?? at;
}
