import { describe, expect, it, vi } from "vitest";
import type { LiveScore, LiveSigns } from "../realtime/board";
import { MS_PER_MINUTE } from "../shared/time-range";
import { type AlertFinding, findingsOf, watchedSigns } from "./alert-finding";
import { AlertPolicy, defaultAlertPolicy } from "./alert-policy";

const NOW = Date.parse("2026-03-01T08:00:00Z");
const HOUSE = defaultAlertPolicy("ward");
const WATCHING = AlertPolicy.parse({
  ...HOUSE,
  scoreRise: { isOn: true, points: 3, priority: "low", persistenceMinutes: 0 },
  singleSign: {
    isOn: true,
    limits: [
      { kind: "heartRate", low: 40, high: 130, priority: "medium" },
      { kind: "oxygenSaturation", low: 88, priority: "high" },
    ],
    persistenceMinutes: 2,
  },
});

const score = (rest: Partial<LiveScore> = {}): LiveScore => ({
  ...{ score: 2, hasRedScore: false, inputsPresent: 7, oldestInputSeconds: 0 },
  ...{ previousScore: undefined, assessedAt: NOW, ...rest },
});
const sign = (value: number, minutesOld = 0) => ({
  value,
  observedAt: NOW - minutesOld * MS_PER_MINUTE,
});
const found = (
  cause: AlertFinding["reason"]["cause"],
  { signs = {}, policy = WATCHING, ...rest }: Partial<LiveScore> & Said = {},
): AlertFinding | undefined =>
  findingsOf({ score: score(rest), risk: undefined, signs: () => signs }, policy).find(
    ({ reason }) => reason.cause === cause,
  );
interface Said {
  signs?: LiveSigns;
  policy?: AlertPolicy;
}

describe("what is not known", () => {
  it("says nothing at all", () => {
    const patient = { score: undefined, risk: undefined, signs: () => ({}) };
    expect(findingsOf(patient, WATCHING)).toEqual([]);
  });

  it("of an hour ago says nothing of a rise", () => {
    expect(found("score-rise")).toBeUndefined();
  });

  it("of every watched sign is no sign of being better", () => {
    expect(found("single-sign")).toBeUndefined();
    expect(found("single-sign", { signs: { temperature: sign(37) } })).toBeUndefined();
  });

  it("is what was measured more than an hour ago", () => {
    expect(found("single-sign", { signs: { heartRate: sign(150, 60) } })?.priority).toBe("medium");
    expect(found("single-sign", { signs: { heartRate: sign(150, 61) } })).toBeUndefined();
  });
});

describe("single signs", () => {
  it.each([
    [39, "medium", "low", 40],
    [40, undefined, undefined, undefined],
    [130, undefined, undefined, undefined],
    [131, "medium", "high", 130],
  ] as const)("a heart rate of %i asks for %s", (value, priority, side, limit) => {
    const finding = found("single-sign", { signs: { heartRate: sign(value) } });
    expect(finding?.priority).toBe(priority);
    expect(finding?.reason).toMatchObject({
      signs: side ? [{ kind: "heartRate", value, side, limit }] : [],
    });
  });

  it("ask for what the worst of them asks for, and name them all", () => {
    const signs = { heartRate: sign(150), oxygenSaturation: sign(80) };
    const finding = found("single-sign", { signs });
    expect(finding?.priority).toBe("high");
    expect(finding?.reason).toMatchObject({ inputsPresent: 2, signs: [{}, {}] });
  });

  it("rest on fewer when one is no longer known: that it is better is not yet said", () => {
    const both = { heartRate: sign(150), oxygenSaturation: sign(95) };
    expect(found("single-sign", { signs: both })?.reason).toMatchObject({ inputsPresent: 2 });
    const one = { heartRate: sign(150, 90), oxygenSaturation: sign(95) };
    const finding = found("single-sign", { signs: one });
    expect(finding).toMatchObject({ priority: undefined, reason: { inputsPresent: 1 } });
  });

  it("are not even looked at where the unit watches none, and hold no alert", () => {
    const signs = vi.fn(() => ({}));
    const findings = findingsOf({ score: score(), risk: undefined, signs }, HOUSE);
    expect(findings.find(({ reason }) => reason.cause === "single-sign")).toMatchObject({
      ...{ priority: undefined, held: undefined },
    });
    expect(signs).not.toHaveBeenCalled();
  });

  it("that are watched are named in the order of the chart", () => {
    expect(watchedSigns(WATCHING)).toEqual(["heartRate", "oxygenSaturation"]);
  });
});

describe("a rise of the score", () => {
  it.each([
    [5, 3, undefined],
    [5, 2, "low"],
    [2, 5, undefined],
  ])("to %i from %i asks for %s", (now, before, priority) => {
    const finding = found("score-rise", { score: now, previousScore: before });
    expect(finding?.priority).toBe(priority);
    expect(finding?.reason).toMatchObject({ score: now, rise: now - before });
  });

  it("is not asked about where it is off", () => {
    const finding = found("score-rise", { score: 9, previousScore: 0, policy: HOUSE });
    expect(finding?.priority).toBeUndefined();
  });
});

describe("the margin to being better", () => {
  it("holds an open alert of the score a few points below its level", () => {
    const policy = {
      ...WATCHING,
      earlyWarningScore: { ...WATCHING.earlyWarningScore, rearmMargin: 2 },
    };
    const finding = found("early-warning-score", { score: 5, policy });
    expect(finding).toMatchObject({ priority: "medium", held: "high" });
  });
});
