import { expect, it } from "vitest";
import { factsInWords } from "./candidate-facts";

const fits = {
  points: 0,
  restHoursBefore: undefined,
  restHoursAfter: undefined,
  fairness: undefined,
};
const paid = (money: number, float = 0) =>
  factsInWords({ ...fits, points: money, cost: { paidAs: "contract", money, float } });

it("says that a shift is within contract hours only where it costs nothing beside them", () => {
  expect(paid(0)).toMatch(/points \(within contract hours\)$/);
  expect(paid(60, 60)).toMatch(/within contract hours, from another unit/);
  // Beyond the contract, and no overtime by the roster's rule.
  expect(paid(320)).toMatch(/wages \+320.*\(at the plain rate\)/);
});
