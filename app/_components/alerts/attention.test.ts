import { describe, expect, it } from "vitest";
import type { AlertOnWire } from "../live/alert-ledger";
import { anAlert } from "./testing/an-alert";
import { attentionKey, audibleAlarm, freshAlerts, highAttention } from "./attention";
import { isInView, needsToast, waitingToasts } from "./toast-queue";

const answered = { phase: "acknowledged", acknowledgedAt: "2026-11-21T04:01:00.000Z" } as const;

const PLAIN = { isMelodic: false };

describe("what is heard", () => {
  it("is the highest priority that nobody has answered", () => {
    const alerts = [
      anAlert(1, answered),
      anAlert(2, { priority: "low" }),
      anAlert(3, { priority: "medium" }),
    ];
    expect(audibleAlarm(alerts, PLAIN)).toEqual({ priority: "medium", melody: "general" });
    expect(audibleAlarm([anAlert(1, answered)], PLAIN)).toBeUndefined();
  });

  it("is nothing of an alert that is put off", () => {
    expect(audibleAlarm([anAlert(1, { phase: "snoozed" })], PLAIN)).toBeUndefined();
  });

  it("has the melody of a single sign's organ only where that is wanted", () => {
    const signs = [{ kind: "oxygenSaturation", value: 84, side: "low", limit: 88 }] as const;
    const alert = anAlert(1, { reason: { cause: "single-sign", signs } });
    expect(audibleAlarm([alert], { isMelodic: true })?.melody).toBe("oxygen");
    expect(audibleAlarm([alert], PLAIN)?.melody).toBe("general");
  });

  it("counts the high ones that ask, and no others", () => {
    const alerts = [anAlert(1), anAlert(2, answered), anAlert(3, { priority: "medium" })];
    expect(highAttention(alerts)).toEqual([attentionKey(anAlert(1))]);
  });
});

describe("what is news", () => {
  const told = (...alerts: readonly AlertOnWire[]) => new Set(alerts.map(attentionKey));

  it("is an alert that was not told, once", () => {
    const alerts = [anAlert(1), anAlert(2)];
    expect(freshAlerts(alerts, told(anAlert(1)))).toEqual([anAlert(2)]);
    expect(freshAlerts(alerts, told(...alerts))).toEqual([]);
  });

  it("is also one that asks again: worse, up the ladder, or out of a snooze", () => {
    const again = anAlert(1, { askedAt: "2026-11-21T04:05:00.000Z", rung: 1 });
    expect(freshAlerts([again], told(anAlert(1)))).toEqual([again]);
  });

  it("is not one that has got better", () => {
    expect(freshAlerts([anAlert(1, { priority: "medium" })], told(anAlert(1)))).toEqual([]);
  });

  it("is not one that somebody has answered already", () => {
    expect(freshAlerts([anAlert(1, answered)], told())).toEqual([]);
  });
});

describe("a notice on the screen", () => {
  it.each([
    ["high", true, true, true],
    ["medium", true, true, false],
    ["medium", false, true, true],
    ["medium", true, false, true],
    ["low", true, true, false],
  ] as const)(
    "of %s priority, on the page %s, looked at %s: %s",
    (priority, isOnPage, isLookedAt, expected) => {
      expect(needsToast(anAlert(1, { priority }), { isOnPage, isLookedAt })).toBe(expected);
    },
  );

  it.each([
    ["in the middle", { top: 300, bottom: 380, width: 200, height: 80 }, true],
    ["cut off at the top", { top: -40, bottom: 40, width: 200, height: 80 }, true],
    ["above what is seen", { top: -180, bottom: -100, width: 200, height: 80 }, false],
    ["below what is seen", { top: 900, bottom: 980, width: 200, height: 80 }, false],
    ["not drawn", { top: 0, bottom: 0, width: 0, height: 0 }, false],
  ] as const)("knows whether what shows the alert is in view: %s", (_place, rect, expected) => {
    expect(isInView(rect, 800)).toBe(expected);
  });

  it("stays while the alert waits, the most urgent first", () => {
    const low = anAlert(1, { priority: "low" });
    const alerts = [low, anAlert(2), anAlert(3, answered), anAlert(4)];
    const told = new Set([low, anAlert(2), anAlert(3)].map(({ alertId }) => alertId));
    expect(waitingToasts(told, alerts)).toEqual([anAlert(2), low]);
  });
});
