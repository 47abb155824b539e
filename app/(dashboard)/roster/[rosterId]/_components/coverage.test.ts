import { expect, it } from "vitest";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { Assignment } from "#models/rostering/roster";
import { RosterPerson, RosterShift, ShiftDemand } from "#models/rostering/roster-problem";
import { UnitId } from "#models/shared/ids";
import { countCover, coverageLines, describeCover, judgeCover, recountCover } from "./coverage";

const unitId = UnitId.parse("00000000-0000-4000-8000-0000000000aa");
const other = UnitId.parse("00000000-0000-4000-8000-0000000000bb");

const person = (index: number, rest: object = {}) =>
  RosterPerson.parse({
    personId: `00000000-0000-4000-8000-00000000000${index}`,
    name: `Person ${index}`,
    ...{ grade: "registered", employment: "contract", skills: [], homeUnitId: unitId },
    ...{ floatUnitIds: [], contractMinutesPerWeek: 2_250, isNew: false },
    hourlyCost: { regular: 30, overtime: 45 },
    ...rest,
  });
const shift = (shiftId: string, from: string) =>
  RosterShift.parse({
    ...{ shiftId, name: shiftId, code: shiftId.slice(0, 1).toUpperCase(), from, to: "20:00" },
    ...{ unpaidBreakMinutes: 30, isNight: false },
  });
const need = (rest: object = {}) =>
  ShiftDemand.parse({
    ...{ unitId, day: 0, shiftId: "early", minimum: 1, target: 2, maximum: 3 },
    price: { belowMinimum: 1_000, belowTarget: 100, aboveMaximum: 50 },
    ...rest,
  });

const problem = {
  units: [
    { unitId, name: "Medicine" },
    { unitId: other, name: "Surgery" },
  ],
  shifts: [shift("late", "13:00"), shift("early", "07:00")],
  people: [person(1), person(2, { skills: ["charge"] }), person(3, { grade: "assistant" })],
  days: 2,
  demand: [
    need({ unitId: other }),
    need({ skill: "charge" }),
    need({ shiftId: "late" }),
    need({ day: 1 }),
    need(),
  ],
};

it("has a line for each unit, shift and skill, in the order of the day", () => {
  const lines = coverageLines(problem, []);
  expect(lines.map(({ unitName, shift, skill }) => [unitName, shift.shiftId, skill])).toEqual([
    ["Medicine", "early", undefined],
    ["Medicine", "late", undefined],
    ["Medicine", "early", "charge"],
    ["Surgery", "early", undefined],
  ]);
  expect(lines[0]?.needs.map((each) => each?.target)).toEqual([2, 2]);
  expect(lines[1]?.needs[1]).toBeUndefined();
});

it("knows the middle 80 % of the forecast, where there is one", () => {
  const quantiles = QUANTILE_LEVELS.map((level) => Math.round(level * 100));
  const planned = [{ demand: need(), origin: "forecast" as const, quantiles }];
  const [early, late] = coverageLines(problem, planned);
  expect(early?.intervals).toEqual([{ low: 10, high: 90 }, undefined]);
  expect(late?.intervals).toEqual([undefined, undefined]);
});

it("counts those who work there: an assistant is no nurse, a skill must be had", () => {
  const early = Assignment.parse({ shiftId: "early", unitId });
  const roster = new Map(problem.people.map(({ personId }) => [personId, [early, null]]));
  const lines = coverageLines(problem, []);
  expect(countCover(lines, problem, roster).map(([first]) => first)).toEqual([2, 0, 1, 0]);
});

it("counts a change as the whole would be, and leaves lines alone that it does not concern", () => {
  const early = Assignment.parse({ shiftId: "early", unitId });
  const late = Assignment.parse({ shiftId: "late", unitId });
  const lines = coverageLines(problem, []);
  const [plain, charge] = problem.people;
  if (!plain || !charge) throw new Error("no people");
  const before = countCover(lines, problem, new Map([[plain.personId, [early, null]]]));
  const after = recountCover(lines, before, [
    { person: plain, day: 0, before: early, after: late },
    { person: charge, day: 1, before: null, after: late },
  ]);
  const roster = new Map([
    [plain.personId, [late, null]],
    [charge.personId, [null, late]],
  ]);
  expect(after).toEqual(countCover(lines, problem, roster));
  expect(after.map((line, place) => line === before[place])).toEqual([false, false, true, true]);
});

it.each([
  [0, "below-minimum", 1, /short by 1 of the minimum/],
  [1, "below-target", 1, /short by 1 of the target/],
  [2, "met", 0, /enough/],
  [5, "above", 2, /over by 2/],
])("%d planned is %s", (planned, verdict, by, words) => {
  expect(judgeCover(planned, need())).toEqual({ verdict, by });
  expect(describeCover(planned, need())).toMatch(words);
});

it("does not call people enough whom nobody needs", () => {
  expect(judgeCover(1, undefined).verdict).toBe("unneeded");
  expect(describeCover(1, undefined)).toMatch(/nobody needed/);
});
