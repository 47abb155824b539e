import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { timeFormat } from "@/_lib/format-time";
import { expectedToday } from "./expected-today";
import { anOccupant, bedId, occupiedBed } from "./testing/a-bed";

const time = timeFormat("Europe/London");
const now = Date.parse("2026-11-27T12:00:00Z");

describe("today's expected discharges", () => {
  const leaving = (number: number, at: number) => {
    const expectedDischarge = { at, earliest: at, latest: at, issuedAt: now };
    return occupiedBed(number, { occupant: anOccupant(number, { expectedDischarge }) });
  };

  it("are those before midnight of the hospital and those overdue, the earliest first", () => {
    const beds = [
      leaving(1, now + 3 * MS_PER_HOUR),
      leaving(2, now + 30 * MS_PER_HOUR),
      leaving(3, now - 30 * MS_PER_HOUR),
      occupiedBed(4),
    ];
    expect(expectedToday(beds, { now, time }).map(({ bed }) => bed.bedId)).toEqual([
      bedId(3),
      bedId(1),
    ]);
  });
});
