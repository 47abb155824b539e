import { describe, expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { LiveScore } from "#models/realtime/board";
import { TechnicalAlarmId, UnitId } from "#models/shared/ids";
import type { VitalSignKind } from "#models/vitals/vital-sign";
import { maskName, NAME_NOT_OPENED, scoreBand, viewName, viewScore, viewSigns } from "./bed-view";

const score = (total: number, rest: Partial<LiveScore> = {}): LiveScore => ({
  score: total,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 10,
  previousScore: undefined,
  assessedAt: 0,
  ...rest,
});

describe("the band of a score", () => {
  it.each([
    [score(0), "zero"],
    [score(1), "low"],
    [score(4), "low"],
    [score(3, { hasRedScore: true }), "single-three"],
    [score(5), "medium"],
    [score(6, { hasRedScore: true }), "medium"],
    [score(7), "high"],
    [score(20), "high"],
  ] as const)("of %o is %s", (given, band) => {
    expect(scoreBand(given)).toBe(band);
  });

  it("is never reassuring when inputs are missing", () => {
    expect(scoreBand(score(0, { inputsPresent: 5 }))).toBe("incomplete");
    expect(scoreBand(score(4, { inputsPresent: 6 }))).toBe("incomplete");
  });

  it("alarms from few inputs as from all", () => {
    expect(scoreBand(score(7, { inputsPresent: 3 }))).toBe("high");
  });
});

it("shows an unknown score as a dash with words", () => {
  expect(viewScore(undefined, undefined)).toEqual({
    text: "–",
    band: "unknown",
    words: "Not scored",
    inputs: undefined,
    inputsShort: undefined,
    trend: "unknown",
  });
});

it("gives no number under 16, and says why", () => {
  const child = viewScore(score(9), 15);
  expect(child).toMatchObject({ text: "–", band: "unknown", words: "Not scored" });
  expect(child.reason).toBe("Not scored: NEWS2 is for 16 and over");
  expect(viewScore(score(9), 16)).toMatchObject({ text: "9", band: "high" });
  expect(viewScore(score(9), undefined)).toMatchObject({ text: "9", band: "high" });
});

it("says how many inputs an incomplete score rests on, and where it is going", () => {
  expect(viewScore(score(2, { inputsPresent: 5, previousScore: 4 }), 70)).toMatchObject({
    inputs: "5 of 7 inputs",
    inputsShort: "5/7 inputs",
    trend: "falling",
  });
});

describe("the signs", () => {
  const tile = (signs: Parameters<typeof viewSigns>[0], key: string) =>
    viewSigns(signs, 1).find((candidate) => candidate.key === key);
  const at = (value: number, observedAt = 0) => ({ value, observedAt });

  it("are always six, and one not measured is a dash", () => {
    expect(viewSigns({}, 1)).toHaveLength(6);
    expect(viewSigns({}, 1).every(({ text }) => text === "–")).toBe(true);
  });

  it("show the pressure as a pair as old as its older half", () => {
    const pair = { systolicPressure: at(88, 5_000), diastolicPressure: at(54, 2_000) };
    expect(tile(pair, "pressure")).toMatchObject({
      text: "88/54",
      observedAt: 2_000,
      deviation: "low",
    });
  });

  it("fall back to the mean pressure, and to the oximeter's pulse", () => {
    expect(tile({ meanPressure: at(61) }, "pressure")).toMatchObject({ label: "MAP", text: "61" });
    expect(tile({ pulseRate: at(77) }, "heart-rate")).toMatchObject({ text: "77" });
  });

  describe("with a technical alarm", () => {
    const id = "0b0b0b0b-0000-4000-8000-000000000001";
    const alarm = (kind: "sensor-off" | "artefact", ...signs: VitalSignKind[]): TechnicalAlarm => ({
      ...{ technicalAlarmId: TechnicalAlarmId.parse(id), unitId: UnitId.parse(id), begunAt: 0 },
      ...{ kind, signs },
    });
    const signs = { heartRate: at(140), pulseRate: at(72), oxygenSaturation: at(97, 7_000) };
    const shown = (key: string, ...alarms: TechnicalAlarm[]) =>
      viewSigns(signs, 1, alarms).find((candidate) => candidate.key === key);

    it("show no old value of a sensor that is off, but since when", () => {
      const saturation = shown("saturation", alarm("sensor-off", "oxygenSaturation"));
      expect(saturation).toMatchObject({ text: "Off", isOff: true, observedAt: 7_000 });
      expect(saturation?.deviation).toBeUndefined();
    });

    it("take the oximeter's pulse for electrodes that are off, by its name", () => {
      expect(shown("heart-rate", alarm("sensor-off", "heartRate"))).toMatchObject({
        ...{ label: "PR", text: "72", deviation: undefined },
      });
      expect(shown("heart-rate")).toMatchObject({ label: "HR", text: "140", deviation: "high" });
    });

    it("show a doubtful value with its doubt", () => {
      expect(shown("heart-rate", alarm("artefact", "heartRate"))).toMatchObject({
        ...{ text: "140", isDoubted: true },
      });
    });

    it("show what is back at once", () => {
      expect(shown("saturation", alarm("sensor-off"))).toMatchObject({ text: "97" });
    });
  });

  it("tell air from oxygen from unknown", () => {
    expect(tile({ inspiredOxygen: at(21) }, "oxygen")).toMatchObject({ text: "Air" });
    expect(tile({ inspiredOxygen: at(40) }, "oxygen")).toMatchObject({ text: "40", unit: "%" });
    expect(tile({ oxygenFlow: at(2) }, "oxygen")).toMatchObject({ text: "2", unit: "L" });
    expect(tile({ oxygenFlow: at(0) }, "oxygen")).toMatchObject({ text: "Air" });
    expect(tile({}, "oxygen")).toMatchObject({ text: "–" });
  });

  it.each([
    [1, 91, undefined, "low"],
    [1, 97, 40, undefined],
    [2, 87, undefined, "low"],
    [2, 90, undefined, undefined],
    [2, 96, undefined, undefined],
    [2, 96, 21, undefined],
    [2, 92, 28, undefined],
    [2, 93, 28, "high"],
  ] as const)("on scale %d mark %d %% with oxygen %s as %s", (scale, saturation, fio2, side) => {
    const signs = {
      oxygenSaturation: at(saturation),
      ...(fio2 === undefined ? {} : { inspiredOxygen: at(fio2) }),
    };
    const shown = viewSigns(signs, scale).find(({ key }) => key === "saturation");
    expect(shown?.deviation).toBe(side);
  });

  it("mark a value outside the NEWS2 zero range by side", () => {
    expect(tile({ heartRate: at(91) }, "heart-rate")?.deviation).toBe("high");
    expect(tile({ heartRate: at(90) }, "heart-rate")?.deviation).toBeUndefined();
    expect(tile({ temperature: at(36) }, "temperature")?.deviation).toBe("low");
  });
});

it.each([
  ["Okafor, Chiamaka", "O. C."],
  ["van den Berg, Anna", "V. D."],
  ["Prince", "P."],
])("masks %s as %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it("shows a name, its initials, or in words that it cannot be opened", () => {
  expect(viewName("Okafor, Chiamaka", false)).toBe("Okafor, Chiamaka");
  expect(viewName("Okafor, Chiamaka", true)).toBe("O. C.");
  expect(viewName(null, false)).toBe(NAME_NOT_OPENED);
  expect(viewName(null, true)).toBe(NAME_NOT_OPENED);
});

it.each([
  [7, "the oldest 18 h old", "18 h old"],
  [6, "6 of 7 inputs, the oldest 18 h old", "6/7 18 h old"],
])("says how old the inputs of a score are when they are old (%i of 7)", (present, long, short) => {
  const view = viewScore(score(9, { inputsPresent: present, oldestInputSeconds: 18 * 3_600 }), 70);
  expect(view).toMatchObject({ inputs: long, inputsShort: short });
});
