import { describe, expect, it } from "vitest";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { expectedWords, viewTile } from "./bed-tile-view";
import { aBed, anOccupant, occupiedBed } from "./testing/a-bed";

const time = timeFormat("Europe/London");
const now = Date.parse("2026-11-27T12:00:00Z");
const seeing = { now, time, areNamesHidden: false };

describe("a tile", () => {
  it("says for how long a bed waits to be cleaned", () => {
    const cleaning = { waitingSince: now - 12 * MS_PER_MINUTE, startedAt: null };
    expect(viewTile(aBed(1, { state: "cleaning", cleaning }), seeing)).toEqual({
      who: "Waits to be cleaned",
      when: "for 12 min",
      remarks: [],
    });
  });

  it("says that a block is overdue, and that a patient was put into a bed that was not free", () => {
    const block = { reason: "maintenance", until: now - 1 } as const;
    expect(viewTile(aBed(1, { state: "blocked", block }), seeing).remarks).toEqual([
      "Block overdue: look",
    ]);
    const occupant = anOccupant(1, { isUnconfirmed: true });
    expect(viewTile(occupiedBed(1, { occupant, takenFrom: "blocked" }), seeing).remarks).toEqual([
      "Was blocked",
      "Move not confirmed",
    ]);
    expect(viewTile(occupiedBed(1, { takenFrom: "cleaning" }), seeing).remarks).toEqual([
      "Was not clean yet",
    ]);
  });

  it("says who is next in a bed that is about to be left", () => {
    const reservation = { encounterId: null, reason: "surgery", until: now + 1, by: "A" } as const;
    expect(
      viewTile(occupiedBed(1, { state: "discharge-pending", reservation }), seeing).remarks,
    ).toEqual(["Next: After surgery"]);
  });

  it.each([
    ["2026-11-27T10:00Z", "2026-11-27T14:00Z", "2026-11-27T18:00Z", "14:00 (10:00–18:00)"],
    ["2026-11-27T10:00Z", "2026-11-28T14:00Z", "2026-11-30T18:00Z", "28 Nov (27 Nov–30 Nov)"],
    ["2026-11-29T06:00Z", "2026-11-29T14:00Z", "2026-11-29T18:00Z", "29 Nov (06:00–18:00)"],
  ])("from %s, %s, to %s a discharge is expected %s", (earliest, at, latest, words) => {
    const expected = {
      earliest: Date.parse(earliest),
      at: Date.parse(at),
      latest: Date.parse(latest),
      issuedAt: now,
    };
    expect(expectedWords(expected, seeing)).toBe(words);
  });
});
