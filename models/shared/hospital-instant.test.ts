import { expect, it } from "vitest";
import { formatLocal, formatWithOffset, parseLocal } from "./hospital-instant";

it.each([
  ["2026-01-15T12:00", "Europe/London", "2026-01-15T12:00:00.000Z"],
  ["2026-07-15T12:00", "Europe/London", "2026-07-15T11:00:00.000Z"],
  ["2026-07-15T00:30", "Asia/Kolkata", "2026-07-14T19:00:00.000Z"],
  ["2026-03-08T23:00", "America/Los_Angeles", "2026-03-09T06:00:00.000Z"],
  ["2026-03-29T01:30", "Europe/London", "2026-03-29T01:30:00.000Z"], // skipped: 02:30 by then
  ["2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00.000Z"], // comes twice: the first
])("reads %s in %s", (text, zone, instant) => {
  expect(parseLocal(text, zone)?.toISOString()).toBe(instant);
});

it.each([
  "",
  "yesterday",
  "2026-13-01T00:00",
  "2026-01-01",
  "2026-01-01T00:00Z",
  "2026-01-01T25:00",
])("refuses '%s'", (text) => {
  expect(parseLocal(text, "Europe/London")).toBeUndefined();
});

it.each(["Europe/London", "America/New_York", "Asia/Kolkata", "UTC"])("comes back: %s", (zone) => {
  for (const text of ["2026-02-10T00:00", "2026-07-31T23:59"]) {
    const instant = parseLocal(text, zone);
    expect(instant && formatLocal(instant, zone)).toBe(text);
  }
});

it.each([
  ["2026-10-25T00:30:00Z", "Europe/London", "2026-10-25T01:30:00+01:00"],
  ["2026-10-25T01:30:00Z", "Europe/London", "2026-10-25T01:30:00+00:00"],
  ["2026-01-01T02:00:00Z", "America/St_Johns", "2025-12-31T22:30:00-03:30"],
])("tells the hour that comes twice apart by its offset: %s in %s", (instant, zone, text) => {
  expect(formatWithOffset(new Date(instant), zone)).toBe(text);
});
