import { describe, expect, it } from "vitest";
import type { LiveSigns } from "../realtime/board";
import {
  consciousnessPoints,
  earlyWarningBand,
  pulsePoints,
  respiratoryRatePoints,
  saturationPoints,
  scoreEarlyWarning,
  systolicPressurePoints,
  temperaturePoints,
} from "./early-warning-score";
import { VITAL_SIGN_KINDS, type VitalSignKind } from "./vital-sign";

const AT = Date.UTC(2026, 0, 5, 12);
const HOUR = 3_600_000;

const signs = (values: Partial<Record<VitalSignKind, number>>, ageMs = 0): LiveSigns => {
  const live: LiveSigns = {};
  for (const kind of VITAL_SIGN_KINDS) {
    const value = values[kind];
    if (value !== undefined) live[kind] = { value, observedAt: AT - ageMs };
  }
  return live;
};

const WELL = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  oxygenFlow: 0,
  systolicPressure: 120,
  heartRate: 70,
  consciousness: 0,
  temperature: 37,
};

const score = (live: LiveSigns, oxygenScale: 1 | 2 = 1) =>
  scoreEarlyWarning(live, { at: AT, oxygenScale });

// Both sides of every boundary of the RCP 2017 chart.
describe("NEWS2 points", () => {
  it.each([
    [0, 3],
    [8, 3],
    [9, 1],
    [11, 1],
    [12, 0],
    [20, 0],
    [21, 2],
    [24, 2],
    [25, 3],
    [60, 3],
    [8.4, 3],
    [8.5, 1],
    [20.5, 2],
  ])("respiratory rate %d scores %d", (value, points) => {
    expect(respiratoryRatePoints(value)).toBe(points);
  });

  it.each([
    [70, 3],
    [91, 3],
    [92, 2],
    [93, 2],
    [94, 1],
    [95, 1],
    [96, 0],
    [100, 0],
    [95.4, 1],
    [95.5, 0],
    [91.5, 2],
  ])("saturation %d %% on scale 1 scores %d, on air and on oxygen", (value, points) => {
    expect(saturationPoints(value, 1, false)).toBe(points);
    expect(saturationPoints(value, 1, true)).toBe(points);
    expect(saturationPoints(value, 1, undefined)).toBe(points);
  });

  it.each([
    [70, 3, 3],
    [83, 3, 3],
    [84, 2, 2],
    [85, 2, 2],
    [86, 1, 1],
    [87, 1, 1],
    [88, 0, 0],
    [92, 0, 0],
    [93, 0, 1],
    [94, 0, 1],
    [95, 0, 2],
    [96, 0, 2],
    [97, 0, 3],
    [100, 0, 3],
  ])("saturation %d %% on scale 2 scores %d on air, %d on oxygen", (value, air, oxygen) => {
    expect(saturationPoints(value, 2, false)).toBe(air);
    expect(saturationPoints(value, 2, true)).toBe(oxygen);
  });

  it("does not score a scale 2 saturation above the target when oxygen is unknown", () => {
    expect(saturationPoints(92, 2, undefined)).toBe(0);
    expect(saturationPoints(93, 2, undefined)).toBeUndefined();
  });

  it.each([
    [0, 3],
    [90, 3],
    [91, 2],
    [100, 2],
    [101, 1],
    [110, 1],
    [111, 0],
    [219, 0],
    [220, 3],
    [300, 3],
  ])("systolic pressure %d scores %d", (value, points) => {
    expect(systolicPressurePoints(value)).toBe(points);
  });

  it.each([
    [0, 3],
    [40, 3],
    [41, 1],
    [50, 1],
    [51, 0],
    [90, 0],
    [91, 1],
    [110, 1],
    [111, 2],
    [130, 2],
    [131, 3],
    [220, 3],
  ])("pulse %d scores %d", (value, points) => {
    expect(pulsePoints(value)).toBe(points);
  });

  it.each([
    [30, 3],
    [35, 3],
    [35.1, 1],
    [36, 1],
    [36.1, 0],
    [38, 0],
    [38.1, 1],
    [39, 1],
    [39.1, 2],
    [42, 2],
    [35.04, 3],
    [35.05, 1],
    [38.04, 0],
    [38.05, 1],
    [Math.fround(38.05), 1], // as it comes back from the database
    [39.05, 2],
  ])("temperature %d scores %d", (value, points) => {
    expect(temperaturePoints(value)).toBe(points);
  });

  it.each([
    [0, 0],
    [1, 3],
    [2, 3],
    [3, 3],
    [4, 3],
  ])("consciousness level %d of ACVPU scores %d", (level, points) => {
    expect(consciousnessPoints(level)).toBe(points);
  });
});

describe("NEWS2 bands", () => {
  it.each([
    [0, false, "none"],
    [1, false, "low"],
    [4, false, "low"],
    [3, true, "low-medium"],
    [4, true, "low-medium"],
    [5, false, "medium"],
    [6, true, "medium"],
    [7, false, "high"],
    [20, true, "high"],
  ] as const)("total %d, red score %s is %s", (sum, red, band) => {
    expect(earlyWarningBand(sum, red)).toBe(band);
  });
});

describe("scoreEarlyWarning", () => {
  it("scores a well patient 0 from seven inputs", () => {
    expect(score(signs(WELL))).toMatchObject({
      total: 0,
      band: "none",
      hasRedScore: false,
      inputsPresent: 7,
      isComplete: true,
      missing: [],
      oldestInputSeconds: 0,
    });
  });

  it("reaches its maximum of 20", () => {
    const worst = signs({
      respiratoryRate: 30,
      oxygenSaturation: 80,
      oxygenFlow: 15,
      systolicPressure: 70,
      heartRate: 150,
      consciousness: 4,
      temperature: 34,
    });
    expect(score(worst)).toMatchObject({ total: 20, band: "high", hasRedScore: true });
  });

  it("is undefined when there is no input at all", () => {
    expect(score({})).toBeUndefined();
    expect(score(signs({ meanPressure: 80 }))).toBeUndefined();
  });

  it("says what is missing and never fills it in", () => {
    const partial = score(signs({ heartRate: 120, respiratoryRate: 22 }));
    expect(partial).toMatchObject({ total: 4, inputsPresent: 2, isComplete: false });
    expect(partial?.missing).toEqual([
      "oxygenSaturation",
      "supplementalOxygen",
      "systolicPressure",
      "consciousness",
      "temperature",
    ]);
  });

  it("takes the oximeter's pulse only when there is no heart rate", () => {
    expect(score(signs({ pulseRate: 135 }))?.total).toBe(3);
    expect(score(signs({ heartRate: 70, pulseRate: 135 }))?.total).toBe(0);
  });

  it.each([
    [{}, undefined],
    [{ oxygenFlow: 0 }, 0],
    [{ oxygenFlow: 0.5 }, 2],
    [{ inspiredOxygen: 21 }, 0],
    [{ inspiredOxygen: 24 }, 2],
    [{ oxygenFlow: 0, inspiredOxygen: 40 }, 2],
    [{ oxygenFlow: 2, inspiredOxygen: 21 }, 2],
    [{ oxygenFlow: 0, inspiredOxygen: 21 }, 0],
  ])("derives supplemental oxygen from %j as %s points", (oxygen, points) => {
    const result = score(signs({ heartRate: 70, ...oxygen }));
    expect(result?.inputs.supplementalOxygen?.points).toBe(points);
  });

  it("uses scale 2 only when it is prescribed", () => {
    const live = signs({ ...WELL, oxygenSaturation: 90 });
    expect(score(live, 1)?.inputs.oxygenSaturation?.points).toBe(3);
    expect(score(live, 2)?.inputs.oxygenSaturation?.points).toBe(0);
  });

  it("counts a scale 2 saturation above the target as missing while oxygen is unknown", () => {
    const result = score(signs({ oxygenSaturation: 97, heartRate: 70 }), 2);
    expect(result?.missing).toContain("oxygenSaturation");
    expect(result?.inputsPresent).toBe(1);
  });

  it("tells the age of each input and of the oldest", () => {
    const result = score({ ...signs(WELL), ...signs({ temperature: 37 }, 6 * HOUR) });
    expect(result?.inputs.temperature?.ageSeconds).toBe(6 * 3600);
    expect(result?.inputs.pulse?.ageSeconds).toBe(0);
    expect(result?.oldestInputSeconds).toBe(6 * 3600);
  });

  it("drops an input older than 24 h", () => {
    expect(score(signs({ heartRate: 140 }, 24 * HOUR))?.total).toBe(3);
    expect(score(signs({ heartRate: 140 }, 24 * HOUR + 1))).toBeUndefined();
  });

  it("gives a sign from the near future no negative age", () => {
    expect(score(signs({ heartRate: 70 }, -5_000))?.oldestInputSeconds).toBe(0);
  });
});
