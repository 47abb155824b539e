import type { Lines } from "./solver-problem";

/**
 * What two searches that began from one roster have each changed, together: ours in a cell that we changed,
 * theirs in every other. Whether that is legal, and what it costs, is to be counted.
 */
export function mergedRosters(base: Lines, ours: Lines, theirs: Lines): Uint8Array[] {
  return ours.map((line, person) =>
    line.map((duty, day) =>
      duty === base[person]?.[day] ? (theirs[person]?.[day] ?? duty) : duty,
    ),
  );
}

/** The one that differs in the fewest cells. */
export function nearestRoster(rosters: readonly Lines[], other: Lines): Lines | undefined {
  let nearest: Lines | undefined;
  let fewest = Infinity;
  for (const roster of rosters) {
    const count = differences(roster, other);
    if (count >= fewest) continue;
    fewest = count;
    nearest = roster;
  }
  return nearest;
}

const differences = (one: Lines, other: Lines): number =>
  one.reduce(
    (sum, line, person) =>
      line.reduce((count, duty, day) => (duty === other[person]?.[day] ? count : count + 1), sum),
    0,
  );
