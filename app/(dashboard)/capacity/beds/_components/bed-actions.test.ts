import { describe, expect, it } from "vitest";
import { BED_ACTIONS, possibleActions } from "./bed-actions";
import { aBed, anOccupant, occupiedBed } from "./testing/a-bed";

const WARD = { isEmergency: false, isBoarding: false, isAnybodyBoarding: true };
const EMERGENCY = { ...WARD, isEmergency: true };

describe("what can be done to a bed", () => {
  it.each([
    ["a free one", aBed(1), ["assign", "start-cleaning", "reserve", "block", "set-tags"]],
    [
      "an occupied one",
      occupiedBed(1),
      ["transfer", "swap", "expect-discharge", "discharge", "set-tags"],
    ],
    [
      "one that is about to be left",
      occupiedBed(1, { state: "discharge-pending" }),
      ["transfer", "swap", "undo-expect-discharge", "discharge", "reserve", "set-tags"],
    ],
    [
      "one that waits to be cleaned",
      aBed(1, { state: "cleaning", cleaning: { waitingSince: 0, startedAt: null } }),
      ["finish-cleaning", "start-cleaning", "reserve", "block", "set-tags"],
    ],
    [
      "one that is being cleaned",
      aBed(1, { state: "cleaning", cleaning: { waitingSince: 0, startedAt: 1 } }),
      ["finish-cleaning", "reserve", "block", "set-tags"],
    ],
    [
      "a blocked one",
      aBed(1, { state: "blocked", block: { reason: "maintenance", until: null } }),
      ["start-cleaning", "unblock", "set-tags"],
    ],
  ])("%s", (_, bed, expected) => {
    expect(possibleActions(bed, WARD)).toEqual(expected);
  });

  it("a bed is assigned to somebody who waits, and never one of the emergency department", () => {
    expect(possibleActions(aBed(1), { ...WARD, isAnybodyBoarding: false })).not.toContain("assign");
    expect(possibleActions(aBed(1), EMERGENCY)).not.toContain("assign");
  });

  it("a bed is asked for in the emergency department, once", () => {
    const bed = aBed(1, { state: "occupied", occupant: anOccupant(1) });
    expect(possibleActions(bed, EMERGENCY)).toContain("request-bed");
    const boarding = possibleActions(bed, { ...EMERGENCY, isBoarding: true });
    expect(boarding).toContain("cancel-request");
    expect(boarding).not.toContain("request-bed");
  });

  it("no key means two things of one bed", () => {
    const beds = [
      aBed(1),
      occupiedBed(1),
      occupiedBed(1, { state: "discharge-pending" }),
      aBed(1, { state: "blocked", block: { reason: "other", until: null } }),
      aBed(1, { state: "cleaning", cleaning: { waitingSince: 0, startedAt: null } }),
    ];
    for (const bed of beds)
      for (const around of [WARD, EMERGENCY, { ...EMERGENCY, isBoarding: true }]) {
        const keys = possibleActions(bed, around).map((action) => BED_ACTIONS[action].key);
        expect(new Set(keys).size).toBe(keys.length);
      }
  });
});
