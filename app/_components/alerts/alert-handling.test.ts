import { describe, expect, it } from "vitest";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { timeFormat } from "@/_lib/format-time";
import { actionsFor, isReopenable, minutesInWords, snoozeChoices } from "./alert-actions-view";
import { anAlert } from "./testing/an-alert";
import {
  describePhase,
  describePhaseBriefly,
  formatLeft,
  nextRung,
  whatIsDue,
} from "./alert-progress";
import { alertRulesOf } from "./alert-rules";

const rules = alertRulesOf(anAlert(1).unitId, defaultAlertPolicy("ward"));
const top = rules.ladder.length - 1;
const time = timeFormat("UTC");

const acknowledged = {
  phase: "acknowledged",
  acknowledgedAt: "2026-11-21T04:01:00.000Z",
  acknowledgedBy: "Sam",
} as const;
const inHand = {
  ...acknowledged,
  phase: "in-hand",
  inHandAt: "2026-11-21T04:03:00.000Z",
  inHandBy: "Kim",
} as const;
const snoozed = {
  phase: "snoozed",
  snoozedUntil: "2026-11-21T04:15:00.000Z",
  snoozeReason: "procedure",
} as const;
const resolved = {
  ...inHand,
  phase: "resolved",
  endedAt: "2026-11-21T04:20:00.000Z",
  disposition: "already-known",
} as const;

describe("what may be done about an alert", () => {
  const offered = (rest: Parameters<typeof anAlert>[1], ofUnit = rules) =>
    actionsFor(anAlert(1, rest), ofUnit, { mayReopen: false });

  it.each([
    ["raised", {}, ["acknowledge", "take", "resolve", "snooze", "escalate"]],
    ["acknowledged", acknowledged, ["take", "resolve", "snooze", "escalate", "hand-back"]],
    ["in hand", inHand, ["resolve", "snooze", "escalate", "hand-back"]],
    ["snoozed", snoozed, ["take", "resolve", "end-snooze", "escalate"]],
    ["resolved", resolved, []],
    ["taken over", { phase: "superseded" }, []],
    ["expired", { phase: "expired" }, []],
  ] as const)("that is %s begins with the next step of its way", (_phase, rest, expected) => {
    expect(offered(rest)).toEqual(expected);
  });

  it("is no snooze where the unit allows none, and no escalation from the top", () => {
    const none = { ...rules, snoozeLimitMinutes: { high: 0, medium: 60, low: 60 } };
    expect(offered({}, none)).not.toContain("snooze");
    expect(offered({ rung: top })).not.toContain("escalate");
  });

  it("is to open it again, for a short while after it was resolved", () => {
    const endedAt = Date.parse(resolved.endedAt);
    expect(isReopenable(anAlert(1, resolved), endedAt + 60_000)).toBe(true);
    expect(isReopenable(anAlert(1, resolved), endedAt + 3_600_000)).toBe(false);
    expect(isReopenable(anAlert(1, { ...resolved, phase: "expired" }), endedAt)).toBe(false);
    expect(actionsFor(anAlert(1, resolved), rules, { mayReopen: true })).toEqual(["reopen"]);
  });
});

describe("a snooze", () => {
  it.each([
    [5, [5]],
    [15, [5, 10, 15]],
    [60, [10, 15, 30, 60]],
    [240, [30, 60, 120, 240]],
    [45, [10, 15, 30, 45]],
  ])("of at most %i minutes offers %j", (limit, expected) => {
    expect(snoozeChoices(limit)).toEqual(expected);
  });

  it("is told in minutes or whole hours", () => {
    expect([15, 60, 90, 240].map(minutesInWords)).toEqual(["15 min", "1 h", "90 min", "4 h"]);
  });
});

describe("where an alert stands", () => {
  it.each([
    [{}, "", ""],
    [
      { rung: 1, askedAt: "2026-11-21T04:05:00.000Z" },
      "Escalated to charge nurse 04:05",
      "escalated",
    ],
    [acknowledged, "✓ Sam, 04:01", "✓ Sam"],
    [inHand, "In hand: Kim, 04:03", "In hand: Kim"],
    [snoozed, "Snoozed until 04:15: in a procedure", "Snooze 04:15"],
    [resolved, "Resolved 04:20, Known already, ✓ Sam, dealt with", ""],
    [
      { phase: "expired", endedAt: "2026-11-21T04:20:00.000Z" },
      "Ended 04:20, patient away or not measured, never acknowledged",
      "",
    ],
  ] as const)("is told in words: %j", (rest, whole, brief) => {
    expect(describePhase(anAlert(1, rest), time, rules)).toBe(whole);
    expect(describePhaseBriefly(anAlert(1, rest), time)).toBe(brief);
  });

  it.each([
    [{}, "Charge nurse asked in"],
    [{ rung: 1 }, "Rapid response team asked in"],
    [{ rung: top }, "Physician asked again in"],
    [snoozed, "asks again in"],
  ] as const)("says what comes if nobody does anything: %j", (rest, expected) => {
    expect(whatIsDue(anAlert(1, rest), rules)).toBe(expected);
  });

  it("has a next rung up to the top of the ladder", () => {
    expect(nextRung(anAlert(1), rules)?.role).toBe("charge-nurse");
    expect(nextRung(anAlert(1, { rung: top }), rules)).toBeUndefined();
  });

  it.each([
    [-5_000, "a moment"],
    [59_000, "0:59"],
    [245_000, "4:05"],
    [4_800_000, "1 h 20 min"],
    [7_199_000, "2 h 0 min"],
  ])("counts %i ms down as %s", (leftMs, expected) => {
    expect(formatLeft(leftMs)).toBe(expected);
  });
});
