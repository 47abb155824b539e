import { describe, expect, it } from "vitest";
import type { RosterRow } from "#db/rosters";
import { RosterId } from "#models/rostering/roster-ids";
import { chooseCost, monthsBefore, queryOf } from "./cost-query";

const row = (digit: number, startsOn: string, state: RosterRow["state"]): RosterRow => ({
  ...{
    rosterId: RosterId.parse(`00000000-0000-4000-8000-00000000000${digit}`),
    name: "Four weeks",
  },
  ...{ startsOn, days: 28, timeZone: "UTC", state, version: 1, units: [] },
  ...{ publishedAt: null, publishedBy: null, lockedAt: null },
});
const draft = row(1, "2026-12-14", "draft");
const running = row(2, "2026-11-16", "published");
const worked = row(3, "2026-10-19", "locked");
const all = { rosters: [draft, running, worked], today: "2026-11-28" };

describe("which cost is looked at", () => {
  it("is the last whole month's of its own accord, of what is published", () => {
    expect(chooseCost({}, all)).toEqual({
      ok: true,
      value: { rosters: [worked], period: { from: "2026-10-01", to: "2026-11-01" } },
    });
  });

  it("is the running roster's where nothing was published of that month, else the latest roster's", () => {
    const chosen = chooseCost({}, { ...all, rosters: [draft, running] });
    expect(chosen).toMatchObject({ value: { rosters: [running], period: { to: "2026-12-14" } } });
    expect(chooseCost({}, { ...all, rosters: [draft] })).toMatchObject({
      value: { roster: draft, period: { from: "2026-12-14", to: "2027-01-11" } },
    });
    expect(chooseCost({}, { ...all, rosters: [] })).toMatchObject({ value: { rosters: [] } });
  });

  it("is that of all published rosters with a day of a period, its last included", () => {
    const chosen = chooseCost({ from: "2026-11-15", to: "2026-11-16" }, all);
    expect(chosen).toMatchObject({ value: { rosters: [running, worked] } });
    if (!chosen.ok) throw new Error(chosen.error);
    expect(queryOf(chosen.value)).toBe("?from=2026-11-15&to=2026-11-16");
  });

  it("is a draft's where that is asked for by itself", () => {
    const chosen = chooseCost({ roster: draft.rosterId }, all);
    expect(chosen).toMatchObject({ value: { rosters: [draft], roster: draft } });
    if (!chosen.ok) throw new Error(chosen.error);
    expect(queryOf(chosen.value)).toBe(`?roster=${draft.rosterId}`);
  });

  it.each([
    [{ from: "2026-11-16" }, /first and its last day/],
    [{ from: "2026-02-30", to: "2026-03-01" }, /first and its last day/],
    [{ from: "2026-11-16", to: "2026-11-15" }, /ends before it begins/],
    [{ from: "2025-01-01", to: "2026-11-15" }, /a year long at most/],
    [{ roster: "a" }, /no such roster/],
  ])("says what is wrong with %j", (query, words) => {
    const chosen = chooseCost(query, all);
    expect(chosen.ok ? "" : chosen.error).toMatch(words);
  });

  it("counts months back over the new year", () => {
    expect(monthsBefore("2027-01-31", 2)).toEqual([
      { from: "2026-12-01", to: "2027-01-01" },
      { from: "2026-11-01", to: "2026-12-01" },
    ]);
  });
});
