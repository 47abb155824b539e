import { expect, it } from "vitest";
import { creditedDays, creditOfAbsence, creditPerDay } from "./credited-days";
import { creditOf } from "./leave";
import { personIdOf } from "./testing/sample-problem";

const PERIOD = { from: "2026-10-01", to: "2026-11-01" };
const away = {
  ...{ personId: personIdOf("Ana"), kind: "annual-leave" as const, creditMinutesPerDay: 300 },
  ...{ fromOn: "2026-09-29", toOn: "2026-10-02" },
};

it("are those of the period alone", () => {
  expect(creditedDays([away], PERIOD).map(({ on, minutes }) => [on, minutes])).toEqual([
    ["2026-10-01", 300],
    ["2026-10-02", 300],
  ]);
  const last = { ...away, fromOn: "2026-10-31", toOn: "2026-11-03" };
  expect(creditedDays([last], PERIOD)).toHaveLength(1);
  expect(creditedDays([away], { from: "2026-10-01", to: "2026-10-01" })).toEqual([]);
});

it("are told once where two absences meet: as the one that counts for more", () => {
  const sick = { ...away, kind: "sick" as const, fromOn: "2026-10-02", creditMinutesPerDay: 450 };
  expect(creditedDays([away, sick], PERIOD).map(({ kind }) => kind)).toEqual([
    "annual-leave",
    "sick",
  ]);
  expect(creditedDays([sick, away], PERIOD)).toHaveLength(2);
});

it("leave unpaid leave out, and tell of sickness even where it counts nothing", () => {
  const unpaid = { ...away, kind: "parental" as const, creditMinutesPerDay: 0 };
  const sick = { ...away, kind: "sick" as const, creditMinutesPerDay: 0 };
  expect(creditedDays([unpaid], PERIOD)).toEqual([]);
  expect(creditedDays([sick], PERIOD)).toMatchObject([{ minutes: 0 }, { minutes: 0 }]);
});

it("count a seventh of the week each: a week away is a week, give or take a minute a day", () => {
  expect(creditPerDay(2_100)).toBe(300);
  expect(Math.abs(7 * creditPerDay(2_250) - 2_250)).toBeLessThan(7);
});

it("count the same whether leave was applied for or read from a file, by its kind", () => {
  const kinds = ["annual-leave", "study", "sick", "parental", "other"] as const;
  expect(kinds.map((kind) => creditOfAbsence(kind, 2_100))).toEqual([300, 300, 300, 0, 0]);
  const applied = kinds.filter((kind) => kind !== "sick");
  for (const kind of applied)
    expect(creditOf({ kind, contractMinutesPerWeek: 2_250 })).toBe(creditOfAbsence(kind, 2_250));
});
