import { expect, it } from "vitest";
import type { RosterCharge } from "#models/rostering/roster-charge";
import { marksOf } from "./row-marks";
import { personId } from "./testing/a-roster";

const charge = (rest: Partial<RosterCharge>): RosterCharge => ({
  ...{ kind: "rule", ruleId: "rest", title: "Rest", personId: personId(1), steps: 1, points: 10 },
  ...{ fromDay: 1, toDay: 3, isHard: false, text: "too little rest" },
  ...rest,
});
const marks = (...charges: RosterCharge[]) => marksOf(charges, 28, new Map()).get(personId(1));

it("marks the days that a rule is broken on, the harder over the softer", () => {
  const days = marks(charge({}), charge({ fromDay: 2, toDay: 4, isHard: true }))?.days;
  expect(days?.slice(0, 5)).toEqual([undefined, "soft", "hard", "hard", undefined]);
});

it("marks what began before the roster from its first day", () => {
  expect(marks(charge({ fromDay: -2, toDay: 1 }))?.days.slice(0, 2)).toEqual(["soft", undefined]);
});

it("marks the line for what is about most of it", () => {
  const found = marks(charge({ fromDay: 0, toDay: 28, isHard: true }));
  expect(found?.line).toBe("hard");
  expect(found?.days.some((breach) => breach !== undefined)).toBe(false);
});

it("leaves the days of what is only dear, and about a week, unmarked", () => {
  expect(marks(charge({ fromDay: 0, toDay: 7 }))?.days.some(Boolean)).toBe(false);
  expect(marks(charge({ fromDay: 0, toDay: 7, isHard: true }))?.days[6]).toBe("hard");
});

it("leaves money and demand to the panels", () => {
  expect(marks(charge({ kind: "money" }), charge({ kind: "demand" }))).toBeUndefined();
});

it("keeps the object of somebody whose marks are the same", () => {
  const before = marksOf([charge({})], 28, new Map());
  const after = marksOf([charge({ points: 20 })], 28, before);
  expect(after.get(personId(1))).toBe(before.get(personId(1)));
});
