import { describe, expect, it } from "vitest";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { fanPoint } from "#models/census/outlook";
import { seasonName, seasonOf, seasonRows } from "./season-rows";

describe("a flu season", () => {
  it("begins with the first Saturday in August", () => {
    expect(seasonOf("2026-08-01")).toBe(2026);
    expect(seasonOf("2026-07-25")).toBe(2025);
    expect(seasonOf("2027-01-02")).toBe(2026);
  });

  it("is named by both of its years, over the turn of a century too", () => {
    expect(seasonName(2025)).toBe("2025/26");
    expect(seasonName(2099)).toBe("2099/00");
  });

  it("lies over the seasons before it, week by week", () => {
    const { rows, seasons } = seasonRows(
      [
        { weekEndsOn: "2024-08-10", admissions: 3 },
        { weekEndsOn: "2025-08-09", admissions: 5 },
        { weekEndsOn: "2026-08-08", admissions: 7 },
      ],
      new Map(),
      "2026-11-27",
    );
    expect(seasons).toEqual([2026, 2025, 2024]);
    expect(rows[1]).toEqual({
      week: 1,
      weekEndsOn: "2026-08-08",
      counted: { 2024: 3, 2025: 5, 2026: 7 },
    });
  });

  it("has each expected week at its place, and weeks that nobody counted empty", () => {
    const quantiles = QUANTILE_LEVELS.map(() => 4);
    const point = fanPoint({ at: 0, mean: 4, levels: QUANTILE_LEVELS, quantiles });
    const { rows } = seasonRows([], new Map([["2026-12-05", point]]), "2026-11-27");
    expect(rows.filter(({ forecast }) => forecast)).toEqual([
      { week: 18, weekEndsOn: "2026-12-05", counted: {}, forecast: point },
    ]);
  });
});
