import { describe, expect, it } from "vitest";
import { exponential, randomStream, uniform } from "../simulation/random";
import { fitHazards, type StayPiece } from "./fit-hazards";
import { fitUnitResponse } from "./fit-unit-response";
import { KindHazards } from "./hazards";

const piece = (changes: Partial<StayPiece>): StayPiece => ({
  kind: "ward",
  fromHours: 0,
  toHours: 10,
  startsAtHour: 0,
  acuity: "unknown",
  riskToAlertLevel: "unknown",
  ends: "left",
  ...changes,
});

function fitted(pieces: readonly StayPiece[]): KindHazards {
  const [hazards] = fitHazards(pieces);
  if (!hazards) throw new Error("nothing was fitted");
  return KindHazards.parse(hazards);
}

describe("hazards from stays", () => {
  it("finds the rate, the factor of the acuity and that of the hour again", () => {
    const random = randomStream("fit");
    const pieces: StayPiece[] = [];
    for (let patient = 0; patient < 6_000; patient += 1) {
      const acuity = patient % 2 === 0 ? 1 : 4;
      const startsAtHour = 168 * uniform(random);
      let hours = 0;
      // Twice as fast from noon to six, and the light ones three times as fast as the heavy.
      for (;;) {
        const rate = (acuity === 1 ? 0.03 : 0.01) * (isAfternoon(startsAtHour + hours) ? 2 : 1);
        const toHour = 1 - ((startsAtHour + hours) % 1);
        const wait = exponential(random, 1 / rate);
        hours += Math.min(wait, toHour);
        if (wait < toHour) break;
      }
      pieces.push(piece({ toHours: hours, startsAtHour, acuity }));
    }
    const { perHour, byAcuity, byHourOfDay } = fitted(pieces);

    const [light = NaN, , , heavy = NaN] = byAcuity.factors;
    expect(light / heavy).toBeGreaterThan(2.6);
    expect(light / heavy).toBeLessThan(3.4);
    const [night = NaN, afternoon = NaN] = [byHourOfDay[3], byHourOfDay[14]];
    expect(afternoon / night).toBeGreaterThan(1.6);
    expect(afternoon / night).toBeLessThan(2.4);
    expect((perHour[4] ?? NaN) * light * night).toBeGreaterThan(0.025);
    expect((perHour[4] ?? NaN) * light * night).toBeLessThan(0.036);
  });

  const isAfternoon = (hour: number) => hour % 24 >= 12 && hour % 24 < 18;

  it("counts those who have not left: without them stays would seem short", () => {
    const left = Array.from({ length: 500 }, () => piece({ toHours: 2 }));
    const staying = Array.from({ length: 500 }, () => piece({ toHours: 2, ends: "later" }));
    const [all, some] = [fitted([...left, ...staying]), fitted(left)];
    expect((all.perHour[0] ?? NaN) / (some.perHour[0] ?? NaN)).toBeCloseTo(0.5, 1);
  });

  it("ends for hours that rounding puts just before a full one", () => {
    const random = randomStream("rounding");
    const pieces = Array.from({ length: 300 }, () => {
      const fromHours = 400 * uniform(random);
      return piece({ fromHours, toHours: fromHours + 9, startsAtHour: 1_000 * uniform(random) });
    });
    expect(fitted(pieces).perHour.every((rate) => rate > 0)).toBe(true);
  });

  it("takes pieces of one stay as that stay", () => {
    const whole = Array.from({ length: 200 }, () => piece({ toHours: 30 }));
    const cut = whole.flatMap(() => [
      piece({ toHours: 13, ends: "later" }),
      piece({ fromHours: 13, toHours: 30, startsAtHour: 13 }),
    ]);
    for (const [band, rate] of fitted(whole).perHour.entries())
      expect(fitted(cut).perHour[band]).toBeCloseTo(rate, 9);
  });

  it("finds that a high risk goes to intensive care, and how long it means that", () => {
    const calm = Array.from({ length: 900 }, () => piece({ toHours: 100, riskToAlertLevel: 0 }));
    const ill = Array.from({ length: 100 }, (_, index) =>
      piece({ toHours: 2, riskToAlertLevel: 1.3, ends: index < 50 ? "to-intensive" : "later" }),
    );
    const { toIntensivePerHour, byRisk, riskFadesHours } = fitted([...calm, ...ill]);
    expect(toIntensivePerHour).toBeCloseTo(50 / 90_200, 6);
    expect(toIntensivePerHour * (byRisk.factors[2] ?? NaN)).toBeCloseTo(0.25, 1);
    // Half of them rise in the end.
    expect(1 - Math.exp(-0.25 * riskFadesHours)).toBeCloseTo(0.5, 2);
  });
});

describe("a unit's response", () => {
  it("does not rise with the count, keeps the mean and stops where nobody was ever taken", () => {
    const seen = [
      { hours: 100, admissions: 30, transfersIn: 10 },
      { hours: 200, admissions: 70, transfersIn: 20 },
      { hours: 300, admissions: 60, transfersIn: 31 },
      { hours: 400, admissions: 0, transfersIn: 0 },
    ];
    const { admissions, transfers } = fitUnitResponse(seen, 3);
    for (const table of [admissions, transfers])
      expect(table).toEqual(table.toSorted((one, other) => other - one));
    const mean = admissions.reduce(
      (sum, factor, count) => sum + factor * (seen[count]?.hours ?? 0),
      0,
    );
    expect(mean / 1_000).toBeCloseTo(1, 1);
    expect(admissions[3]).toBeLessThan(0.01);
  });

  it("of a unit that never took anybody says nothing", () => {
    expect(fitUnitResponse([{ hours: 5, admissions: 0, transfersIn: 0 }], 1).admissions).toEqual([
      1,
    ]);
  });
});
