import { expect, it } from "vitest";
import { dayOfRoster, judgeWish, weightOf, wishBudget, type WishTerms } from "./wish";

const period = { startsOn: "2026-03-23", days: 28, state: "draft" } as const;
const wish = (on: string, points: 1 | 2 | 3 = 3): WishTerms => ({ on, wants: "off", points });

it("gives everybody as many points, a part of a week as much as a whole", () => {
  const policy = { wishPointsPerWeek: 3 };
  expect([7, 8, 28].map((days) => wishBudget(policy, { days }))).toEqual([3, 6, 12]);
});

it("weighs a point the same, wherever it is spent", () => {
  const policy = { priceOfPoint: 30 };
  expect(weightOf({ points: 3 }, policy)).toBe(3 * weightOf({ points: 1 }, policy));
});

it("counts days by the calendar, over the change of the clocks too", () => {
  expect(dayOfRoster("2026-03-23", "2026-03-30")).toBe(7);
  expect(dayOfRoster("2026-03-23", "2026-03-22")).toBe(-1);
});

it.each([
  ["a day before", wish("2026-03-22"), {}, "outside"],
  ["a day after", wish("2026-04-20"), {}, "outside"],
  ["a day that is taken", wish("2026-03-24"), {}, "day-taken"],
  ["more than is left", wish("2026-03-25", 2), {}, "budget-spent"],
  ["a published roster", wish("2026-03-25", 1), { state: "published" as const }, "published"],
])("refuses %s", (_, wanted, more, error) => {
  const own = [wish("2026-03-24"), wish("2026-03-26", 2)];
  const judged = judgeWish(wanted, { period: { ...period, ...more }, own, budget: 6 });
  expect(judged).toEqual({ ok: false, error });
});

it("takes what fits", () => {
  expect(judgeWish(wish("2026-04-19", 1), { period, own: [], budget: 1 }).ok).toBe(true);
});
