import { expect, it } from "vitest";
import { handoverPeriods, mayBegin, parsePeriod } from "./period";

const now = new Date("2026-01-15T18:40:31Z");

it("offers the shift that is handed over first, then the one before and the last hours", () => {
  const periods = handoverPeriods(now, "Europe/London");
  expect(
    periods.map(({ title, from, to }) => [title, from.toISOString(), to.toISOString()]),
  ).toEqual([
    ["Day shift", "2026-01-15T07:00:00.000Z", "2026-01-15T19:00:00.000Z"],
    ["Night shift", "2026-01-14T19:00:00.000Z", "2026-01-15T07:00:00.000Z"],
    ["Last 8 h", "2026-01-15T10:40:00.000Z", "2026-01-15T18:40:00.000Z"],
    ["Last 12 h", "2026-01-15T06:40:00.000Z", "2026-01-15T18:40:00.000Z"],
  ]);
});

it("offers the shift that has just ended before the one that is on", () => {
  const [usual, other] = handoverPeriods(new Date("2026-01-15T19:20:00Z"), "Europe/London");
  expect([usual?.title, other?.title]).toEqual(["Day shift", "Night shift"]);
  expect(other?.from.toISOString()).toBe("2026-01-15T19:00:00.000Z");
});

it("takes a period from the address", () => {
  expect(
    parsePeriod({ from: "2026-01-15T07:00:00.000Z", to: "2026-01-15T19:00:00.000Z" }, now),
  ).toEqual({
    from: new Date("2026-01-15T07:00:00Z"),
    to: new Date("2026-01-15T19:00:00Z"),
  });
});

it.each([
  [undefined, undefined],
  ["2026-01-15T07:00:00Z", undefined],
  ["yesterday", "2026-01-15T19:00:00Z"],
  ["2026-01-15T19:00:00Z", "2026-01-15T07:00:00Z"],
  ["2026-01-13T19:00:00Z", "2026-01-15T07:00:00Z"], // longer than a day
  ["2026-01-18T07:00:00Z", "2026-01-18T19:00:00Z"], // not yet
])("takes %s to %s for none", (from, to) => {
  expect(parsePeriod({ from, to }, now)).toBeUndefined();
});

it("lets nobody begin what is long over", () => {
  const over = (hours: number) => ({
    from: new Date(now.getTime() - (hours + 12) * 3_600_000),
    to: new Date(now.getTime() - hours * 3_600_000),
  });
  expect(mayBegin(over(-1), now)).toBe(true);
  expect(mayBegin(over(47), now)).toBe(true);
  expect(mayBegin(over(49), now)).toBe(false);
});
