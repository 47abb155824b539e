import { describe, expect, it } from "vitest";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { VITAL_SIGN_KINDS, VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import { takeSign } from "../live/live-bed";
import { occupiedBed } from "../live/testing/occupied-bed";
import { acuityFacts } from "./acuity-facts";

const NOW = Date.UTC(2026, 0, 5, 12);
const ASKED = { unitKind: "ward", unansweredAlerts: 2, at: NOW } as const;

function factsWith(
  signs: Partial<Record<VitalSignKind, number>>,
  { observedAt = NOW, feedOffsetMs = 0 } = {},
) {
  const { bed, encounter } = occupiedBed({ at: new Date(NOW - 3 * MS_PER_HOUR) });
  encounter.feedOffsetMs = feedOffsetMs;
  for (const kind of VITAL_SIGN_KINDS) {
    const value = signs[kind];
    if (value !== undefined) takeSign(bed, encounter, VITAL_SIGNS[kind].id, observedAt, value);
  }
  return acuityFacts(encounter, ASKED);
}

describe("what is known of a patient", () => {
  it("is nothing of somebody of whom nothing was measured", () => {
    expect(factsWith({})).toEqual({
      unitKind: "ward",
      hoursInBed: 3,
      score: undefined,
      onOxygen: undefined,
      isAlert: undefined,
      riskRatio: undefined,
      unansweredAlerts: 2,
    });
  });

  it.each([
    [{ oxygenFlow: 2 }, { onOxygen: true, isAlert: undefined }],
    [
      { inspiredOxygen: 21, consciousness: 0 },
      { onOxygen: false, isAlert: true },
    ],
    [{ consciousness: 2 }, { onOxygen: undefined, isAlert: false }],
  ])("is what the signs %o say", (signs, expected) => {
    expect(factsWith(signs)).toMatchObject(expected);
  });

  it("forgets a sign that is too old to be scored, by the feed's own clock", () => {
    const old = { observedAt: NOW - 25 * MS_PER_HOUR };
    expect(factsWith({ oxygenFlow: 2 }, old).onOxygen).toBeUndefined();
    const isBehind = { ...old, feedOffsetMs: -MS_PER_DAY };
    expect(factsWith({ oxygenFlow: 2 }, isBehind).onOxygen).toBe(true);
  });
});
