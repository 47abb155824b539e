import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { LABORATORY_TESTS } from "../vitals/laboratory-test";
import { VITAL_SIGNS } from "../vitals/vital-sign";
import { FEATURES, WARD_FEATURES } from "./features";
import { ObservationWindow } from "./observation-window";
import { largestReasons } from "./reasons";

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
      { label: "Heart rate 118, rising", logit: 0.6 },
      { label: "Lactate 4.1, 3 h old", logit: 0.5 },
      { label: "Temperature 37.0", logit: -0.2 },
    ]);
  });

  it("says which sign is missing, and counts tests that were not done together", () => {
    const shares = sharesOf({ respiratoryRate: 0.3, glucose: 0.1, platelets: 0.15 });
    expect(largestReasons(shares, 0, window, AT, 2)).toEqual([
      { label: "No respiratory rate in 48 h", logit: 0.3 },
      { label: "What was tested, and what was not", logit: 0.25 },
    ]);
  });

  it("gives five", () => {
    expect(largestReasons(sharesOf({}), 1, window, AT)).toHaveLength(5);
  });
});
