import ical from "ical-generator";
import { FEED_TTL_SECONDS, type FeedShift } from "#models/rostering/calendar-feed";

/**
 * Shifts as an iCalendar object (RFC 5545). All instants are in UTC, so that they are right over a change of the
 * clocks whatever a program knows of the hospital's time zone. Of a shift it says no more than when, and by
 * which codes.
 */
export function writeCalendar(shifts: readonly FeedShift[]): string {
  const calendar = ical({
    name: "My shifts",
    prodId: { company: "Wardcast", product: "Rosters", language: "EN" },
    ttl: FEED_TTL_SECONDS,
  });
  for (const { key, startsAt, endsAt, shiftCode, unitCode, changedAt } of shifts)
    calendar.createEvent({
      id: `${key}@wardcast`,
      start: startsAt,
      end: endsAt,
      // The same bytes as long as nothing changed, so that a program need not read them again.
      stamp: changedAt,
      lastModified: changedAt,
      summary: `${shiftCode} ${unitCode}`,
    });
  return calendar.toString();
}
