import { describe, expect, it } from "vitest";
import { shiftInstants } from "#models/rostering/shift-instants";
import { RosterShift } from "#models/rostering/roster-problem";
import { writeCalendar } from "./write-calendar";

const night = RosterShift.parse({
  ...{ shiftId: "night", name: "Night", code: "N", from: "19:30", to: "07:30" },
  ...{ unpaidBreakMinutes: 60, isNight: true },
});
const changedAt = new Date("2026-03-01T10:00:00Z");

function nightOf(on: string) {
  const calendar = { startsOn: on, timeZone: "Europe/London", shifts: [night] };
  const { startAt, endAt } = shiftInstants(calendar)(night.shiftId, 0);
  const shift = { startsAt: new Date(startAt), endsAt: new Date(endAt), changedAt };
  return { ...shift, key: `roster-${on}`, shiftCode: "N", unitCode: "ICU" };
}

describe("writeCalendar", () => {
  it.each([
    ["in winter", "2026-03-02", "DTSTART:20260302T193000Z", "DTEND:20260303T073000Z"],
    ["when an hour is skipped", "2026-03-28", "DTSTART:20260328T193000Z", "DTEND:20260329T063000Z"],
    [
      "when an hour comes twice",
      "2026-10-24",
      "DTSTART:20261024T183000Z",
      "DTEND:20261025T073000Z",
    ],
  ])("tells a night %s by instants that every program understands", (_, on, start, end) => {
    const lines = writeCalendar([nightOf(on)]).split("\r\n");
    expect(lines).toContain(start);
    expect(lines).toContain(end);
  });

  it("says codes alone, and the same bytes while nothing changes", () => {
    const once = writeCalendar([nightOf("2026-03-02")]);
    expect(once).toContain("SUMMARY:N ICU");
    expect(once).not.toMatch(/DESCRIPTION|ATTENDEE|ORGANIZER|LOCATION/);
    expect(writeCalendar([nightOf("2026-03-02")])).toBe(once);
  });

  it("is a calendar too when there is no shift", () => {
    expect(writeCalendar([])).toMatch(/^BEGIN:VCALENDAR[^]*END:VCALENDAR$/);
  });
});
