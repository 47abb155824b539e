import { expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { ShiftId, Skill } from "./roster-ids";
import { isKeptForOthers, judgePlacement, openPlaces, phaseOf } from "./self-rostering";

const unitId = UnitId.parse("018f0000-0000-4000-8000-0000000000aa");
const assignment = { shiftId: ShiftId.parse("night"), unitId };
const price = { belowMinimum: 1, belowTarget: 1, aboveMaximum: 1 };
const demand = { ...assignment, price, minimum: 0, maximum: 2 };
const places = openPlaces(
  [
    { ...demand, day: 1, target: 2 },
    { ...demand, day: 2, target: 0 },
    { ...demand, day: 1, target: 1, skill: Skill.parse("charge") },
  ],
  [
    { day: 1, assignment },
    { day: 1, assignment },
  ],
);
const opensAt = new Date("2026-03-01T08:00:00Z");
const closesAt = new Date("2026-03-08T08:00:00Z");
const firstCome = { opensAt, closesAt, mode: "first-come" } as const;
const judge = (day: number, more: Partial<Parameters<typeof judgePlacement>[1]> = {}) =>
  judgePlacement({ day, assignment }, { window: firstCome, places, own: [], at: opensAt, ...more });

it("counts whole shifts, not those of one skill", () => {
  expect(places).toMatchObject([
    { day: 1, target: 2, placed: 2 },
    { day: 2, target: 0, placed: 0 },
  ]);
});

it("is open from its first instant until before its last", () => {
  expect(phaseOf(firstCome, new Date(opensAt.getTime() - 1))).toBe("before");
  expect(phaseOf(firstCome, opensAt)).toBe("open");
  expect(phaseOf(firstCome, closesAt)).toBe("closed");
});

it("gives places to the first, or lets everybody ask", () => {
  expect(judge(1)).toEqual({ ok: false, error: "full" });
  expect(judge(1, { window: { ...firstCome, mode: "balanced" } }).ok).toBe(true);
  expect(judge(2)).toEqual({ ok: false, error: "no-demand" });
  expect(judge(3)).toEqual({ ok: false, error: "no-demand" });
  expect(judge(1, { own: [{ day: 1 }] })).toEqual({ ok: false, error: "day-taken" });
  expect(judge(1, { at: closesAt })).toEqual({ ok: false, error: "closed" });
});

it("keeps as many places as a skill lacks for those who have it", () => {
  const charge = Skill.parse("charge");
  const wanted = [
    { ...demand, day: 1, target: 3 },
    { ...demand, day: 1, target: 2, minimum: 1, skill: charge },
  ];
  const place = { day: 1, assignment, target: 3 };
  const placed = (...skills: Skill[][]) =>
    skills.map((each) => ({ day: 1, assignment, skills: each }));
  const isKept = (own: Skill[], before: ReturnType<typeof placed>) =>
    isKeptForOthers(place, own, { demand: wanted, placed: before });

  expect(isKept([], placed([]))).toBe(false);
  expect(isKept([], placed([], []))).toBe(true);
  expect(isKept([charge], placed([], []))).toBe(false);
  expect(isKept([], placed([], [charge]))).toBe(false);
});
