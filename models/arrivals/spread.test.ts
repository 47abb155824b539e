import { expect, it } from "vitest";
import { normal, seededRandom } from "../deterioration/seeded-random";
import { MS_PER_HOUR } from "../shared/time-range";
import { type ForecastCount, spreadOf } from "./spread";

const MEAN = 40;
const DAYS = 900;

/** Counts of variance mean + (own + shared) × mean²: `shared` moves all hours of a day. */
function rowsOf(own: number, shared: number): ForecastCount[] {
  const random = seededRandom(17);
  return Array.from({ length: DAYS }, (_, day) => {
    const level = 1 + Math.sqrt(shared) * normal(random);
    return Array.from({ length: 24 }, (_, hour) => {
      const intensity = MEAN * level + MEAN * Math.sqrt(own) * normal(random);
      return {
        startsAt: new Date((day * 24 + hour) * MS_PER_HOUR),
        date: String(day),
        count: intensity + Math.sqrt(MEAN) * normal(random),
        expected: MEAN,
        features: [1],
      };
    });
  }).flat();
}

it("tells what the hours of a day share from what each has for itself", () => {
  const { dispersion, dayDispersion } = spreadOf(rowsOf(0.02, 0.01), [0]);
  expect(Math.abs(dispersion - 0.03)).toBeLessThan(0.004);
  expect(Math.abs(dayDispersion - 0.01)).toBeLessThan(0.003);
});

it("is none where counts lie as near as chance lets them, and does not count a forecast twice", () => {
  const rows = rowsOf(0, 0);
  const once = spreadOf(rows, [0]);
  expect(once.dispersion).toBeLessThan(0.002);
  expect(spreadOf([...rows, ...rows], [0]).dayDispersion).toBeCloseTo(once.dayDispersion, 9);
});
