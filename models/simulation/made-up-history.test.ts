import { describe, expect, it } from "vitest";
import { SiteId, UnitId } from "../shared/ids";
import type { MadeUpUnit } from "./made-up-flows";
import { makeUpHistory } from "./made-up-history";

const siteId = SiteId.parse("a0000000-0000-4000-8000-000000000001");
const unit = (number: number, kind: MadeUpUnit["kind"], licensedBeds: number): MadeUpUnit => ({
  unitId: UnitId.parse(`b0000000-0000-4000-8000-00000000000${number}`),
  ...{ siteId, code: `U${number}`, kind, licensedBeds, staffedBeds: licensedBeds - 1 },
});
const units = [
  unit(1, "ward", 24),
  unit(2, "intensive", 10),
  unit(3, "step-down", 8),
  unit(4, "emergency", 14),
];
const until = new Date("2026-03-01T09:00:00Z");
const options = {
  ...{ seed: "test", units, timeZone: "Europe/London", until, days: 400, staysDays: 100 },
  presencesAt: [],
};
const past = makeUpHistory(options);
const mean = (values: Uint16Array) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe("makeUpHistory", () => {
  it("is the same for the same seed, and another for another", () => {
    const short = { ...options, days: 10 };
    const { census } = makeUpHistory(short);
    expect(makeUpHistory(short).census).toEqual(census);
    expect(makeUpHistory({ ...short, seed: "other" }).census).not.toEqual(census);
  });

  it("never has more patients than beds, and keeps units busy", () => {
    for (const {
      unit: { licensedBeds, kind },
      occupied,
    } of past.census) {
      expect(Math.max(...occupied)).toBeLessThanOrEqual(licensedBeds);
      if (kind !== "emergency") expect(mean(occupied)).toBeGreaterThan(0.5 * licensedBeds);
    }
  });

  it("ends at the hour it was asked for", () => {
    const hours = past.census[0]?.occupied.length ?? 0;
    expect(hours).toBe(400 * 24);
    expect(past.from.getTime() + (hours - 1) * 3_600_000).toBe(until.getTime());
  });

  it("has one flu wave each winter and hardly any in summer", () => {
    const weeksOf = (from: string, to: string) =>
      past.flu.filter(({ weekEndsOn }) => weekEndsOn >= from && weekEndsOn < to);
    const perWeek = (weeks: typeof past.flu) =>
      weeks.reduce((sum, { general, intensive }) => sum + general + intensive, 0) / weeks.length;
    const winter = perWeek(weeksOf("2025-12-15", "2026-02-20"));
    expect(winter).toBeGreaterThan(6 * perWeek(weeksOf("2025-05-15", "2025-09-30")));
    expect(Math.max(...past.flu.map(({ general }) => general))).toBeGreaterThan(2);
  });

  it("sends few home at night, and fewer at weekends", () => {
    const ward = past.census[0];
    if (!ward) throw new Error("no ward");
    const at = (wanted: (date: Date) => boolean) =>
      mean(
        ward.discharges.filter((_, index) =>
          wanted(new Date(past.from.getTime() + (index - 1) * 3_600_000)),
        ),
      );
    expect(at((date) => date.getUTCHours() === 13)).toBeGreaterThan(
      10 * at((date) => date.getUTCHours() === 2),
    );
    expect(at((date) => [0, 6].includes(date.getUTCDay()))).toBeLessThan(
      at((date) => [2, 3].includes(date.getUTCDay())),
    );
  });
});
