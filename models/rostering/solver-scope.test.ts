import { expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { houseSettings } from "./house-settings";
import type { Assignment, Roster } from "./roster";
import { PersonId, ShiftId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import { changedCells, withinScope } from "./solver-scope";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const [ADA, BEN] = [PersonId.parse(id(1)), PersonId.parse(id(2))];
const WARD = UnitId.parse(id(9));
const day: Assignment = { shiftId: ShiftId.parse("long-day"), unitId: WARD };

const problem: RosterProblem = {
  ...{ startsOn: "2026-11-30", days: 3, timeZone: "UTC" },
  ...houseSettings(),
  units: [{ unitId: WARD, name: "Ward" }],
  people: [ADA, BEN].map((personId) => ({
    ...{ personId, name: "Some Body", grade: "registered", employment: "contract", skills: [] },
    ...{ homeUnitId: WARD, floatUnitIds: [], contractMinutesPerWeek: 2_070, isNew: false },
    hourlyCost: { regular: 40, overtime: 60 },
  })),
  ...{ demand: [], absences: [], requests: [], past: [], balances: [] },
  pins: [{ personId: ADA, day: 1, assignment: null }],
};
const roster: Roster = new Map([
  [ADA, [day, null, day]],
  [BEN, [null, day, null]],
]);

it("pins what is outside the days and the people that were asked for, as it is", () => {
  const { pins } = withinScope(problem, roster, { personIds: [ADA], fromDay: 1, toDay: 1 });
  expect(pins).toEqual([
    { personId: ADA, day: 1, assignment: null }, // by hand
    { personId: ADA, day: 0, assignment: day },
    { personId: ADA, day: 2, assignment: day },
    { personId: BEN, day: 0, assignment: null },
    { personId: BEN, day: 1, assignment: day },
    { personId: BEN, day: 2, assignment: null },
  ]);
});

it("leaves everything to the solver that nobody pinned, when nothing is asked for", () => {
  expect(withinScope(problem, roster, {}).pins).toEqual(problem.pins);
});

it("tells which cells became others", () => {
  const night = { ...day, shiftId: ShiftId.parse("night") };
  const after: Roster = new Map([
    [ADA, [night, null, null]],
    [BEN, [null, day, null]],
  ]);
  expect(changedCells(roster, after)).toEqual([
    { personId: ADA, day: 0, assignment: night },
    { personId: ADA, day: 2, assignment: null },
  ]);
  expect(changedCells(roster, roster)).toEqual([]);
});
