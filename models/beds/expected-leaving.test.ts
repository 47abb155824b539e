import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AcuityClass, ACUITY_CLASS_LIST } from "../acuity/acuity-class";
import type { KindHazards } from "../census/hazards";
import { MADE_UP_HAZARDS } from "../census/made-up-hazards";
import { expectedLeaving } from "./expected-leaving";

const HOURS = Array.from({ length: 672 }, (_, hour) => hour % 168);
const EVEN: KindHazards = {
  kind: "ward",
  fromHours: [0],
  perHour: [1 / 20],
  byHourOfDay: new Array<number>(24).fill(1),
  byWeekday: new Array<number>(7).fill(1),
  byAcuity: { factors: [1, 1, 1, 1], shares: [0.25, 0.25, 0.25, 0.25] },
  toIntensivePerHour: 0,
  byRisk: { factors: [1, 1, 1], shares: [0.8, 0.15, 0.05] },
  riskFadesHours: 12,
};

describe("when somebody is expected to leave", () => {
  it("is the quantile of an exponential stay where the rate is even, however long they have been there", () => {
    for (const hoursInUnit of [0, 100]) {
      const { earliest, median, latest } = expectedLeaving(EVEN, { hoursInUnit, acuity: 2 }, HOURS);
      // Between whole hours a straight line stands for the curve: it is off by less than 1/8 · 0.05².
      expect(earliest).toBeCloseTo(-20 * Math.log(0.9), 1);
      expect(median).toBeCloseTo(-20 * Math.log(0.5), 1);
      expect(latest).toBeCloseTo(-20 * Math.log(0.1), 1);
    }
  });

  it("waits for the hours in which a ward lets patients go", () => {
    const byDay = {
      ...EVEN,
      byHourOfDay: EVEN.byHourOfDay.map((_, hour) => (hour === 12 ? 24 : 0)),
    };
    const { earliest } = expectedLeaving(byDay, { hoursInUnit: 0, acuity: 1 }, HOURS);
    expect(earliest).toBeGreaterThanOrEqual(12);
    expect(earliest).toBeLessThanOrEqual(13);
  });

  it("takes whoever has stayed long for one of the slow ones", () => {
    const mixed = { ...EVEN, byAcuity: { factors: [4, 1, 1, 0.25], shares: [0.7, 0, 0, 0.3] } };
    const median = (hoursInUnit: number) =>
      expectedLeaving(mixed, { hoursInUnit, acuity: undefined }, HOURS).median;
    expect(median(60)).toBeGreaterThan(2 * median(0));
  });

  it("is an interval around its middle, later for more acuity, of every kind of unit", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MADE_UP_HAZARDS.kinds),
        fc.double({ min: 0, max: 2_000, noNaN: true }),
        fc.constantFrom<AcuityClass | undefined>(undefined, ...ACUITY_CLASS_LIST),
        fc.nat(167),
        (hazards, hoursInUnit, acuity, fromHour) => {
          const hours = HOURS.map((hour) => (hour + fromHour) % 168);
          const { earliest, median, latest } = expectedLeaving(
            hazards,
            { hoursInUnit, acuity },
            hours,
          );
          expect(earliest).toBeGreaterThanOrEqual(0);
          expect(median).toBeGreaterThanOrEqual(earliest);
          expect(latest).toBeGreaterThanOrEqual(median);
          expect(latest).toBeLessThanOrEqual(hours.length);
          const heaviest = expectedLeaving(hazards, { hoursInUnit, acuity: 4 }, hours);
          expect(heaviest.median).toBeGreaterThanOrEqual(median - 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });
});
