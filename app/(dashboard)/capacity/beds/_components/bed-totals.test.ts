import { describe, expect, it } from "vitest";
import type { BedOnBoard } from "#models/realtime/bed-board";
import { MS_PER_HOUR } from "#models/shared/time-range";
import {
  countStates,
  hasNobody,
  longestWaitSince,
  occupiedOf,
  totalsOf,
  waitTone,
  waitWords,
} from "./bed-totals";
import { aBed, aBoarder, aUnit, occupiedBed, unitId } from "./testing/a-bed";

describe("totals", () => {
  const units = [aUnit(1), aUnit(2, { kind: "emergency", staffedBeds: 9 })];
  const beds = [
    occupiedBed(1),
    occupiedBed(2, { state: "discharge-pending" }),
    aBed(3),
    occupiedBed(4, { unitId: unitId(2) }),
  ];

  it("count who is about to leave as still there, and the emergency department apart", () => {
    expect(occupiedOf(countStates(beds))).toBe(3);
    expect(totalsOf("inpatient", { units, beds })).toEqual({
      ...{ occupied: 2, staffed: 2, licensed: 3, available: 1, dischargePending: 1 },
    });
    expect(totalsOf("emergency", { units, beds }).occupied).toBe(1);
  });

  it("know a hospital in which nobody is reported from one with a single patient", () => {
    const byId = (...those: BedOnBoard[]) => new Map(those.map((bed) => [bed.bedId, bed]));
    expect(hasNobody({ beds: byId(aBed(1), aBed(2)) })).toBe(true);
    expect(hasNobody({ beds: byId(aBed(1), occupiedBed(2)) })).toBe(false);
    expect(hasNobody({ beds: byId(aBed(1), occupiedBed(2, { state: "discharge-pending" })) })).toBe(
      false,
    );
    // Without a bed there is nothing that could look free.
    expect(hasNobody({ beds: byId() })).toBe(false);
  });

  it.each([
    [2 * MS_PER_HOUR, "short"],
    [2 * MS_PER_HOUR + 1, "long"],
    [4 * MS_PER_HOUR, "long"],
    [4 * MS_PER_HOUR + 1, "too-long"],
  ])("a wait of %d ms is %s", (waited, tone) => {
    expect(waitTone(waited)).toBe(tone);
  });

  it("tell a wait in hours and minutes, and none of less", () => {
    expect(waitWords(59_999)).toBe("just now");
    expect(waitWords(2.5 * MS_PER_HOUR + 59_000)).toBe("2 h 30 min");
  });

  it("have the longest wait, and none while nobody waits", () => {
    expect(longestWaitSince([aBoarder(3), aBoarder(2)])).toBe(2_000);
    expect(longestWaitSince([])).toBeUndefined();
  });
});
