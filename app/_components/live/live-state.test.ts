import { describe, expect, it } from "vitest";
import type { BedState, EncounterSnapshot } from "#models/realtime/board";
import { BedId, EmergencyAccessId, EncounterId, UnitId, UserId } from "#models/shared/ids";
import { INITIAL_STATE, type LiveState, reduceLive, seedEncounter } from "./live-state";

const encounterId = EncounterId.parse("11111111-1111-4111-8111-111111111111");
const emergencyAccessId = EmergencyAccessId.parse("22222222-2222-4222-8222-222222222222");
const unitId = UnitId.parse("33333333-3333-4333-8333-333333333333");
const bed: BedState = {
  bedId: BedId.parse("44444444-4444-4444-8444-444444444444"),
  label: "01",
  occupant: {
    encounterId,
    name: "Lovelace, Ada",
    age: 60,
    sex: "female",
    admittedAt: 0,
    oxygenScale: 1,
  },
  signs: { heartRate: { value: 80, observedAt: 1_000 } },
  trend: [],
  score: undefined,
  risk: undefined,
  receivedAt: 1_000,
  feedOffsetMs: 0,
  technical: [],
};
const snapshot = (place: EncounterSnapshot["place"]): EncounterSnapshot => ({
  encounterId,
  sentAt: 0,
  place,
  alerts: [],
  system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
});
const watching = (): LiveState =>
  reduceLive(INITIAL_STATE, { type: "encounter", snapshot: snapshot({ unitId, bed }) });

describe("a patient by emergency access", () => {
  it("is known as the socket says, and is on no unit's board", () => {
    const state = watching();
    expect(state.encounters.get(encounterId)?.bed?.state).toEqual(bed);
    expect(state.boards.size).toBe(0);
  });

  it("is overtaken from the database by the socket, and then has open alerts to go by", () => {
    const seeded = seedEncounter(INITIAL_STATE, encounterId, bed);
    expect(seeded.encounters.get(encounterId)?.alerts).toBeUndefined();
    const told = reduceLive(seeded, { type: "encounter", snapshot: snapshot(undefined) });
    expect(told.encounters.get(encounterId)).toEqual({ bed: undefined, alerts: [] });
  });

  it("keeps what was learned of its feed from one news to the next", () => {
    const later = { ...bed, receivedAt: 2_000 };
    const state = reduceLive(watching(), {
      type: "encounter",
      snapshot: snapshot({ unitId, bed: later }),
    });
    expect(state.encounters.get(encounterId)?.bed?.cadence.intervalsMs).toEqual([1_000]);
  });

  it("is dropped when the access is closed, which is not forgotten", () => {
    const end = { encounterId, emergencyAccessId };
    const state = reduceLive(watching(), { type: "encounter-closed", ...end });
    expect(state.encounters.has(encounterId)).toBe(false);
    expect(state.endedAccesses.has(emergencyAccessId)).toBe(true);
  });

  it("outlives a change of the person's own units", () => {
    const state = reduceLive(watching(), { type: "access", unitIds: [] });
    expect(state.encounters.has(encounterId)).toBe(true);
  });
});

describe("the news of somebody's emergency access", () => {
  const notice = {
    emergencyAccessId,
    userId: UserId.parse("55555555-5555-4555-8555-555555555555"),
    openedBy: "Somebody",
    unitId,
    unitName: "One",
    bedLabel: "01",
    category: "covering" as const,
    beganAt: "2026-03-01T08:00:00Z",
    expiresAt: "2026-03-01T09:00:00Z",
    endedAt: undefined,
  };

  it("ends the access in every tab when it is of an end, and not before", () => {
    const began = reduceLive(INITIAL_STATE, {
      type: "emergency-news",
      news: { step: "began", notice },
    });
    expect(began.emergencyNews?.notice).toBe(notice);
    expect(began.endedAccesses.size).toBe(0);
    const ended = reduceLive(began, { type: "emergency-news", news: { step: "ended", notice } });
    expect(ended.endedAccesses.has(emergencyAccessId)).toBe(true);
  });
});
