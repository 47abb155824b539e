import { expect, it } from "vitest";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { takeDelta, takeMessage, toBedState, type LiveEncounter } from "./live-bed";
import { occupiedBed } from "./testing/occupied-bed";

const T0 = Date.UTC(2026, 0, 5, 12);
const SECOND = 1_000;
const HOUR = 3_600_000;

/** A message with one sign, observed as it was sent. */
const message = (
  encounter: LiveEncounter,
  receivedAt: number,
  sentAt: number,
  sign: "heartRate" | "temperature" = "heartRate",
  value = 80,
) => ({
  encounter,
  receivedAt,
  sentAt,
  observations: [{ kind: VITAL_SIGNS[sign].id, observedAt: sentAt, value }],
});

it("shows new signs again after a gateway's clock was set back, and keeps the age of the others", () => {
  const { bed, encounter } = occupiedBed({ at: new Date(T0) });
  takeMessage(bed, encounter, message(encounter, T0, T0 + HOUR, "temperature", 37));
  takeMessage(bed, encounter, message(encounter, T0 + SECOND, T0 + HOUR + SECOND, "heartRate", 80));
  takeDelta(bed);

  const found = [2, 4, 6, 8].map((second) =>
    takeMessage(
      bed,
      encounter,
      message(encounter, T0 + second * SECOND, T0 + second * SECOND, "heartRate", 120),
    ),
  );

  expect(found).toEqual([false, false, false, true]);
  const delta = takeDelta(bed);
  expect(delta.feedOffsetMs).toBe(0);
  expect(delta.signs).toEqual({
    heartRate: { value: 120, observedAt: T0 + 8 * SECOND },
    temperature: { value: 37, observedAt: T0 },
  });
});

it("never makes a sign look fresher than it is while it is not sure of the clock", () => {
  const { bed, encounter } = occupiedBed({ at: new Date(T0) });
  takeMessage(bed, encounter, message(encounter, T0, T0 + HOUR));
  const ageOfHeartRate = (now: number) => {
    const { signs, feedOffsetMs } = toBedState(bed);
    return now + feedOffsetMs - (signs.heartRate?.observedAt ?? Number.NaN);
  };

  for (const second of [2, 4]) {
    takeMessage(bed, encounter, message(encounter, T0 + second * SECOND, T0 + second * SECOND));
    expect(ageOfHeartRate(T0 + second * SECOND)).toBe(second * SECOND);
  }
});

it("finds the clock set back also when the fast one was heard by the process before", () => {
  const { bed, encounter } = occupiedBed({ at: new Date(T0) });
  // Restored: a sign an hour ahead, and a guess of the clock from it.
  encounter.values[VITAL_SIGNS.heartRate.id] = 80;
  encounter.observedAt[VITAL_SIGNS.heartRate.id] = T0 + HOUR;
  encounter.feedOffsetMs = HOUR;

  const found = [1, 3, 6].map((second) =>
    takeMessage(
      bed,
      encounter,
      message(encounter, T0 + second * SECOND, T0 + second * SECOND, "heartRate", 120),
    ),
  );

  expect(found).toEqual([false, false, true]);
  expect(toBedState(bed).signs.heartRate).toEqual({ value: 120, observedAt: T0 + 6 * SECOND });
  expect(toBedState(bed).feedOffsetMs).toBe(0);
});
