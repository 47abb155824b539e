import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { LABORATORY_TESTS } from "../vitals/laboratory-test";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { FEATURES, WARD_FEATURES } from "./features";
import { ObservationWindow } from "./observation-window";
import { EVERYTHING_ELSE, largestReasons } from "./reasons";
import { normal, seededRandom } from "./seeded-random";

const AT = Date.UTC(2026, 0, 5, 12);

/** Shares of the risk by name of feature, for the first of two rows. */
const sharesOf = (shares: Record<string, number>): Float32Array => {
  const row = new Float32Array(WARD_FEATURES.inputs * 2);
  for (const [name, share] of Object.entries(shares)) {
    row[FEATURES.findIndex((feature) => feature.name === name)] = share;
  }
  return row;
};

describe("largestReasons", () => {
  const window = new ObservationWindow();
  for (let hour = 6; hour >= 0; hour -= 1) {
    window.observe(VITAL_SIGNS.heartRate.id, AT - hour * MS_PER_HOUR, 118 - 3 * hour);
    window.observe(VITAL_SIGNS.temperature.id, AT - hour * MS_PER_HOUR, 37);
  }
  window.observe(LABORATORY_TESTS.lactate.id, AT - 9 * MS_PER_HOUR, 2.4);
  window.observe(LABORATORY_TESTS.lactate.id, AT - 3.5 * MS_PER_HOUR, 4.1);

  it("counts the inputs of one variable as one, largest first, signed", () => {
    const shares = sharesOf({
      heartRate: 0.3,
      "heartRate.max24": 0.4,
      "heartRate.change": -0.1,
      lactate: 0.5,
      temperature: -0.2,
    });
    expect(largestReasons(shares, 0, window, AT, 3)).toEqual([
      { label: "Heart rate", value: "118 /min", trend: "rising", ageMinutes: 0, logit: 0.6 },
      { label: "Lactate", value: "4.1 mmol/L", trend: "rising", ageMinutes: 210, logit: 0.5 },
      { label: "Temperature", value: "37.0 °C", trend: "steady", ageMinutes: 0, logit: -0.2 },
      { label: EVERYTHING_ELSE, logit: 0 },
    ]);
  });

  it("says which sign is missing, and counts tests that were not done together", () => {
    const shares = sharesOf({ respiratoryRate: 0.3, glucose: 0.1, platelets: 0.15 });
    expect(largestReasons(shares, 0, window, AT, 2)).toMatchObject([
      { label: "Respiratory rate", value: "not measured in 48 h", logit: 0.3 },
      { label: "What was tested, and what was not", logit: 0.25 },
      { label: EVERYTHING_ELSE, logit: 0 },
    ]);
  });

  it("gives five and everything else, which add up to the whole change", () => {
    const random = seededRandom(4);
    const shares = Float32Array.from(
      { length: WARD_FEATURES.inputs * 2 },
      () => normal(random) * 0.2,
    );
    for (const row of [0, 1]) {
      const reasons = largestReasons(shares, row, window, AT);
      expect(reasons).toHaveLength(6);
      const whole = shares
        .subarray(row * WARD_FEATURES.inputs, (row + 1) * WARD_FEATURES.inputs)
        .reduce((sum, share) => sum + share, 0);
      const shown = reasons.reduce((sum, { logit }) => sum + logit, 0);
      expect(Math.abs(shown - whole)).toBeLessThan(1e-4);
    }
  });

  it("calls a result steady that reads as the one before, and gives none a trend without one", () => {
    const once = new ObservationWindow();
    once.observe(LABORATORY_TESTS.lactate.id, AT - 9 * MS_PER_HOUR, 4.12);
    expect(largestReasons(sharesOf({ lactate: 1 }), 0, once, AT, 1)[0]).not.toHaveProperty("trend");
    once.observe(LABORATORY_TESTS.lactate.id, AT - 2 * MS_PER_HOUR, 4.08);
    expect(largestReasons(sharesOf({ lactate: 1 }), 0, once, AT, 1)[0]?.trend).toBe("steady");
    once.observe(LABORATORY_TESTS.lactate.id, AT, 3.9);
    expect(largestReasons(sharesOf({ lactate: 1 }), 0, once, AT, 1)[0]?.trend).toBe("falling");
  });
});
