import type { Lines } from "./solver-problem";

interface OpenPlace {
  day: number;
  duty: number;
  count: number;
}

/** Shifts that somebody left: so many of a duty on a day. */
export class OpenPlaces {
  readonly all: readonly OpenPlace[];
  /** How many there are. */
  readonly count: number;
  readonly #lines: Lines;

  /** `lines`: as they were when the cells were still worked; a day off in one of them leaves nothing open. */
  constructor(lines: Lines, openCells: readonly { person: number; day: number }[]) {
    const places = new Map<string, OpenPlace>();
    for (const { person, day } of openCells) {
      const duty = lines[person]?.[day] ?? 0;
      if (duty === 0) continue;
      const key = `${day} ${duty}`;
      places.set(key, { day, duty, count: (places.get(key)?.count ?? 0) + 1 });
    }
    this.all = [...places.values()];
    this.count = this.all.reduce((sum, { count }) => sum + count, 0);
    this.#lines = lines;
  }

  /**
   * How many of them changes of other people fill. Whoever goes from one leaves it open again: the number is
   * below 0 where more go than come.
   */
  filledBy(changes: readonly { person: number; day: number; to: number }[]): number {
    let filled = 0;
    for (const place of this.all) {
      let net = 0;
      for (const { person, day, to } of changes) {
        if (day !== place.day) continue;
        if (to === place.duty) net += 1;
        if (this.#lines[person]?.[day] === place.duty) net -= 1;
      }
      filled += Math.min(net, place.count);
    }
    return filled;
  }
}
