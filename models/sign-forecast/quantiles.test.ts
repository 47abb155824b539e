import { describe, expect, it } from "vitest";
import { normal, seededRandom } from "../deterioration/seeded-random";
import { FORECAST_SIGNS, FORECAST_VALUES, HORIZON_HOURS } from "./forecast-signs";
import { conformalWidening, FORECAST_OUTPUTS, readQuantiles, wideningNeeded } from "./quantiles";

const scales = FORECAST_SIGNS.map((_, sign) => sign + 1);
const widening = Array.from({ length: FORECAST_VALUES }, () => 1);
const SATURATION = FORECAST_SIGNS.findIndex(({ kind }) => kind === "oxygenSaturation");

describe("readQuantiles", () => {
  it("never lets the ends of the band cross, whatever the network says", () => {
    const random = seededRandom(6);
    const outputs = Float32Array.from({ length: 20 * FORECAST_OUTPUTS }, () => normal(random) * 20);
    for (let row = 0; row < 20; row += 1) {
      for (const sign of FORECAST_SIGNS.keys()) {
        for (let hour = 1; hour <= HORIZON_HOURS; hour += 1) {
          const place = { row, sign, hour, now: 80 };
          const { low, median, high } = readQuantiles(outputs, place, { scales, widening });
          expect(low).toBeLessThanOrEqual(median);
          expect(median).toBeLessThanOrEqual(high);
        }
      }
    }
  });

  it("counts from the value now, in the sign's unit, within what a body can show", () => {
    const outputs = new Float32Array(FORECAST_OUTPUTS);
    const at = (now: number) =>
      readQuantiles(outputs, { row: 0, sign: SATURATION, hour: 1, now }, { scales, widening });
    // Outputs of 0: no change, and a width of log 2 units to each side.
    const width = 2 * Math.LN2;
    expect(at(90)).toEqual({ low: 90 - width, median: 90, high: 90 + width });
    expect(at(99.5).high).toBe(100);
  });
});

describe("conformalWidening", () => {
  it("makes the band hold its share of what happens", () => {
    const random = seededRandom(9);
    const outputs = new Float32Array(FORECAST_OUTPUTS);
    const place = { row: 0, sign: 0, hour: 3, now: 80 };
    // Far more restless than the band that was learnt.
    const happened = Array.from({ length: 4_000 }, () => 80 + 5 * normal(random));
    const needed = happened
      .slice(0, 2_000)
      .map((value) => wideningNeeded(outputs, place, scales, value));
    const factor = conformalWidening(Float64Array.from(needed), 0.8);
    expect(factor).toBeGreaterThan(3);

    const { low, high } = readQuantiles(outputs, place, {
      scales,
      widening: widening.map(() => factor),
    });
    const later = happened.slice(2_000);
    const held = later.filter((value) => value >= low && value <= high).length / later.length;
    expect(Math.abs(held - 0.8)).toBeLessThan(0.03);
  });

  it("leaves the band as learnt when there is nothing to judge by", () => {
    expect(conformalWidening(new Float64Array(0), 0.8)).toBe(1);
  });
});
