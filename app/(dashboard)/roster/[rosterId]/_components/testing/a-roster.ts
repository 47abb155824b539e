import type { RosterCellOnWire, RosterFrame, RosterSnapshot } from "#models/realtime/roster";
import { houseSettings } from "#models/rostering/house-settings";
import { Assignment } from "#models/rostering/roster";
import { PersonId, RosterId } from "#models/rostering/roster-ids";
import { RosterPerson, RosterProblem } from "#models/rostering/roster-problem";
import { UnitId, UserId } from "#models/shared/ids";

const id = (kind: string, index: number): string =>
  `00000000-0000-4000-8000-${kind}${String(index).padStart(11, "0")}`;

export const personId = (index: number): PersonId => PersonId.parse(id("a", index));
export const HOME = UnitId.parse(id("b", 1));
export const OTHER = UnitId.parse(id("b", 2));
export const ROSTER_ID = RosterId.parse(id("c", 1));
const USER_ID = UserId.parse(id("d", 1));

export const on = (shiftId: string, unitId: UnitId = HOME): Assignment =>
  Assignment.parse({ shiftId, unitId });

export const aPerson = (index: number, rest: object = {}): RosterPerson =>
  RosterPerson.parse({
    ...{ personId: personId(index), name: `Person ${String(index).padStart(3, "0")}` },
    ...{ grade: "registered", employment: "contract", skills: [], homeUnitId: HOME },
    ...{ floatUnitIds: [OTHER], contractMinutesPerWeek: 2_250, isNew: false },
    hourlyCost: { regular: 30, overtime: 45 },
    ...rest,
  });

export const aCell = (
  index: number,
  day: number,
  assignment: Assignment | null,
  version = 1,
): RosterCellOnWire => ({
  ...{ personId: personId(index), day, assignment, version },
  isPinned: false,
});

/** So many people over so many days, with nobody on any shift. */
export function aSnapshot(
  people: readonly RosterPerson[],
  days: number,
  rest: Partial<RosterSnapshot> = {},
): RosterSnapshot {
  const settings = { ...houseSettings(), rules: [], ruleSetIds: [] };
  const units = [
    { unitId: HOME, code: "4A", name: "Medicine 4A" },
    { unitId: OTHER, code: "5B", name: "Surgery 5B" },
  ];
  const problem = RosterProblem.parse({
    ...{ startsOn: "2026-11-30", days, timeZone: "Europe/London", people },
    ...{ shifts: settings.shifts, rules: settings.rules, prices: settings.prices },
    units: units.map(({ unitId, name }) => ({ unitId, name })),
    ...{ demand: [], absences: [], requests: [], pins: [], past: [], balances: [] },
  });
  return {
    sentAt: 0,
    head: {
      ...{ rosterId: ROSTER_ID, name: "December", startsOn: problem.startsOn, days },
      ...{ timeZone: problem.timeZone, state: "draft", version: 5, units },
      ...{ publishedAt: null, publishedBy: null, lockedAt: null },
    },
    ...{ settings, problem, cells: [], planners: [], job: null, proposal: null },
    demand: { planned: [], issuedAt: null, drawnAt: null },
    undo: { undo: null, redo: null },
    rights: ["roster:plan"],
    ...rest,
  };
}

export const aFrame = (version: number, cells: readonly RosterCellOnWire[]): RosterFrame => ({
  ...{ rosterId: ROSTER_ID, version, after: version - 1, kind: "edit", at: 0, cells },
  by: { userId: USER_ID, name: "Another planner" },
});
