import type { RepairOnWire } from "#models/realtime/sick-calls";

type Change = RepairOnWire["cells"][number];

/** What a repair does to one person, by day. */
export interface ChangesOfPerson extends Pick<Change, "personId" | "name"> {
  changes: readonly Change[];
}

/** Each person once, whoever's first day is the earliest first: whoever tells them tells all of it. */
export function changesByPerson(cells: RepairOnWire["cells"]): ChangesOfPerson[] {
  const byDay = cells.toSorted((a, b) => a.day - b.day);
  const people = new Map(byDay.map(({ personId, name }) => [personId, name]));
  return [...people].map(([personId, name]) => ({
    ...{ personId, name },
    changes: byDay.filter((change) => change.personId === personId),
  }));
}
