import { describe, expect, it } from "vitest";
import { AlertPolicy, defaultAlertPolicy } from "./alert-policy";

const HOUSE = defaultAlertPolicy("ward");

describe("the house's policy", () => {
  it.each(["intensive", "step-down", "ward"] as const)("of a unit of kind %s is valid", (kind) => {
    const policy = defaultAlertPolicy(kind);
    expect(AlertPolicy.parse(policy)).toEqual(policy);
  });

  it("asks sooner in intensive care, never later", () => {
    const intensive = defaultAlertPolicy("intensive");
    for (const [index, { waitMinutes }] of intensive.ladder.entries())
      expect(waitMinutes.high).toBeLessThanOrEqual(HOUSE.ladder[index]?.waitMinutes.high ?? 0);
    expect(intensive.inHandWithinMinutes.high).toBeLessThan(HOUSE.inHandWithinMinutes.high);
  });
});

describe("a policy is refused", () => {
  const rung = HOUSE.ladder[0];
  const limit = { kind: "heartRate", high: 130, priority: "high" };
  const withLimit = (changed: object) => ({
    singleSign: { ...HOUSE.singleSign, limits: [{ ...limit, ...changed }] },
  });
  it.each<[string, object]>([
    [
      "whose high score is not above its medium",
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, mediumFrom: 7, highFrom: 7 } },
    ],
    ["whose ladder goes down", { ladder: [...HOUSE.ladder].reverse() }],
    ["that asks the same role twice", { ladder: [rung, rung] }],
    ["that asks nobody", { ladder: [] }],
    [
      "whose ladder waits for nothing",
      { ladder: [{ ...rung, waitMinutes: { high: 0, medium: 15, low: 60 } }] },
    ],
    ["with a limit that is none", withLimit({ high: undefined })],
    ["with limits the wrong way round", withLimit({ low: 140 })],
    ["with a limit of a sign that nobody measures", withLimit({ kind: "mood" })],
    ["with half a minute", { recoveryMinutes: 0.5 }],
    [
      "with a snooze of more than a day",
      { snoozeLimitMinutes: { high: 0, medium: 0, low: 1_441 } },
    ],
    ["that says nothing of one disposition", { quietMinutes: { recovered: 0 } }],
    ["that says more than there is to say", { volume: 11 }],
  ])("%s", (_, changed) => {
    expect(AlertPolicy.safeParse({ ...HOUSE, ...changed }).success).toBe(false);
  });
});

it("may watch a sign at both ends", () => {
  const limits = [{ kind: "heartRate", low: 40, high: 130, priority: "high" }];
  const singleSign = { ...HOUSE.singleSign, limits };
  expect(AlertPolicy.safeParse({ ...HOUSE, singleSign }).success).toBe(true);
});
