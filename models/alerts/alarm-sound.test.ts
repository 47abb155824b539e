import { describe, expect, it } from "vitest";
import {
  alarmBurst,
  type Burst,
  CONNECTION_LOST,
  HARMONICS,
  loudness,
  type Melody,
  melodyOf,
  repeatMs,
} from "./alarm-sound";
import type { AlertPriority } from "./alert";

const MELODIES: readonly Melody[] = [
  "general",
  "cardiovascular",
  "oxygen",
  "ventilation",
  "temperature",
];
const PRIORITIES: readonly AlertPriority[] = ["high", "medium", "low"];
const EVERY = PRIORITIES.flatMap((priority) =>
  MELODIES.map((melody) => ({ priority, melody, burst: alarmBurst(priority, melody) })),
);

/** The silences between the pulses, in their order. */
const gapsOf = ({ pulses }: Burst): number[] =>
  pulses
    .slice(1)
    .map(
      ({ startMs }, index) =>
        startMs - (pulses[index]?.startMs ?? 0) - (pulses[index]?.durationMs ?? 0),
    );

/** IEC 60601-1-8, Table 3. */
describe("a burst", () => {
  it.each([
    ["high", 10],
    ["medium", 3],
    ["low", 2],
  ] as const)("of %s priority has %i pulses", (priority, count) => {
    for (const melody of MELODIES) expect(alarmBurst(priority, melody).pulses).toHaveLength(count);
  });

  it("of high priority is three and two pulses, twice, with room for one left out between", () => {
    const [pulse] = alarmBurst("high").pulses;
    const gaps = gapsOf(alarmBurst("high"));
    const [x = 0] = gaps;
    const left = 2 * x + (pulse?.durationMs ?? 0);
    const between = gaps[4] ?? 0;

    expect(gaps).toEqual([x, x, left, x, between, x, x, left, x]);
    expect(x).toBeGreaterThanOrEqual(50);
    expect(x).toBeLessThanOrEqual(125);
    expect(between).toBeGreaterThanOrEqual(350);
    expect(between).toBeLessThanOrEqual(1_300);
  });

  it.each(["medium", "low"] as const)("of %s priority keeps even gaps", (priority) => {
    const gaps = gapsOf(alarmBurst(priority));
    expect(new Set(gaps).size).toBe(1);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(125);
      expect(gap).toBeLessThanOrEqual(250);
    }
  });

  it("comes again within the times of its priority, the more urgent the sooner", () => {
    expect(repeatMs("high")).toBeGreaterThanOrEqual(2_500);
    expect(repeatMs("high")).toBeLessThanOrEqual(15_000);
    expect(repeatMs("medium")).toBeGreaterThanOrEqual(repeatMs("high"));
    expect(repeatMs("medium")).toBeLessThanOrEqual(30_000);
    expect(repeatMs("low")).toBeGreaterThan(15_000);
    expect(repeatMs("low")).toBeGreaterThan(repeatMs("medium"));
  });

  it("ends with its last pulse", () => {
    for (const { burst } of EVERY) {
      const last = burst.pulses.at(-1);
      expect(burst.durationMs).toBe((last?.startMs ?? 0) + (last?.durationMs ?? 0));
    }
  });
});

/** IEC 60601-1-8, Table 4. */
describe("a pulse", () => {
  it.each(EVERY)("of $priority priority, $melody, has a lawful pitch and shape", (alarm) => {
    const [shortest, longest] = alarm.priority === "high" ? [75, 200] : [125, 250];
    for (const { frequencyHz, durationMs, riseMs, fallMs } of alarm.burst.pulses) {
      expect(frequencyHz).toBeGreaterThanOrEqual(150);
      expect(frequencyHz).toBeLessThanOrEqual(1_000);
      expect(durationMs).toBeGreaterThanOrEqual(shortest);
      expect(durationMs).toBeLessThanOrEqual(longest);
      expect(riseMs / durationMs).toBeGreaterThanOrEqual(0.1);
      expect(riseMs / durationMs).toBeLessThanOrEqual(0.4);
      expect(riseMs + fallMs).toBeLessThanOrEqual(durationMs);
    }
  });

  it("has at least four harmonics between 300 and 4,000 Hz, within 15 dB of the fundamental", () => {
    const [fundamental = 0, ...harmonics] = HARMONICS;
    for (const amplitude of harmonics)
      expect(Math.abs(20 * Math.log10(amplitude / fundamental))).toBeLessThanOrEqual(15);

    for (const { burst } of EVERY)
      for (const { frequencyHz } of burst.pulses) {
        const heard = harmonics
          .map((_, index) => frequencyHz * (index + 2))
          .filter((hz) => hz >= 300 && hz <= 4_000);
        expect(heard.length).toBeGreaterThanOrEqual(4);
      }
  });
});

it("tells the organs apart in high and medium, and never in low", () => {
  const tuneOf = (priority: AlertPriority, melody: Melody) =>
    alarmBurst(priority, melody)
      .pulses.map(({ frequencyHz }) => frequencyHz)
      .join(" ");

  expect(new Set(MELODIES.map((melody) => tuneOf("high", melody))).size).toBe(MELODIES.length);
  expect(new Set(MELODIES.map((melody) => tuneOf("medium", melody))).size).toBe(MELODIES.length);
  expect(new Set(MELODIES.map((melody) => tuneOf("low", melody))).size).toBe(1);
});

describe("the melody of a reason", () => {
  const sign = (kind: "heartRate" | "meanPressure" | "oxygenSaturation" | "consciousness") => ({
    ...{ kind, value: 1, limit: 2 },
    side: "low" as const,
  });

  it.each([
    [["heartRate"], "cardiovascular"],
    [["heartRate", "meanPressure"], "cardiovascular"],
    [["oxygenSaturation"], "oxygen"],
    [["heartRate", "oxygenSaturation"], "general"],
    [["consciousness"], "general"],
  ] as const)("of single signs, %j, is %s", (kinds, melody) => {
    expect(melodyOf({ cause: "single-sign", signs: kinds.map(sign) })).toBe(melody);
  });

  it("of a score is nobody's", () => {
    const score = { score: 9, hasRedScore: true, inputsPresent: 7 };
    expect(melodyOf({ cause: "early-warning-score", ...score })).toBe("general");
  });
});

it("says that the connection is lost like no alarm", () => {
  expect(CONNECTION_LOST.pulses.length).toBeLessThanOrEqual(2);
  expect(CONNECTION_LOST).not.toEqual(alarmBurst("low"));
});

it("keeps a high alarm audible however far the volume is turned down", () => {
  expect(loudness("high", 0.1)).toBe(0.5);
  expect(loudness("high", 0.9)).toBe(0.9);
  expect(loudness("medium", 0.1)).toBe(0.1);
});
