import { describe, expect, it } from "vitest";
import { FLU_DAYS_MOST } from "../census/census-inputs";
import { MS_PER_DAY } from "../shared/time-range";
import { fluPaths } from "./flu-paths";

const TIME_ZONE = "Europe/London";
/** Two winters whose waves peak in the second week of January. */
const weeks = Array.from({ length: 104 }, (_, index) => {
  const ends = Date.UTC(2024, 10, 30) + index * 7 * MS_PER_DAY;
  const toPeak = Math.min(
    ...[2025, 2026].map((year) => Math.abs(ends - Date.UTC(year, 0, 11)) / (7 * MS_PER_DAY)),
  );
  const all = Math.round(40 * Math.exp(-0.5 * (toPeak / 2.5) ** 2));
  const intensive = Math.round(all / 8);
  return {
    weekEndsOn: new Date(ends).toISOString().slice(0, 10),
    general: all - intensive,
    intensive,
  };
});
const meanPath = (issuedAt: string) => {
  const { paths } = fluPaths(weeks, new Date(issuedAt), TIME_ZONE);
  const weight = paths.reduce((sum, path) => sum + path.weight, 0);
  return Array.from(
    { length: FLU_DAYS_MOST },
    (_, day) =>
      paths.reduce(
        (sum, path) =>
          sum + path.weight * ((path.generalPerDay[day] ?? 0) + (path.intensivePerDay[day] ?? 0)),
        0,
      ) / weight,
  );
};

describe("fluPaths", () => {
  it("goes up before the usual peak and down after it", () => {
    const rising = meanPath("2025-12-10T12:00:00Z");
    expect(rising[25]).toBeGreaterThan(1.5 * (rising[0] ?? NaN));
    const falling = meanPath("2026-01-28T12:00:00Z");
    expect(falling[25]).toBeLessThan(0.6 * (falling[0] ?? NaN));
  });

  it("begins where the hospital is now", () => {
    const [today] = meanPath("2026-01-20T12:00:00Z");
    const recent = weeks.filter(({ weekEndsOn }) => weekEndsOn < "2026-01-20").slice(-2);
    const perDay = recent.reduce((sum, week) => sum + week.general + week.intensive, 0) / 14;
    expect(Math.abs((today ?? NaN) / perDay - 1)).toBeLessThan(0.2);
  });

  it("looks at no week that had not ended", () => {
    const issuedAt = new Date("2026-01-06T12:00:00Z");
    const known = weeks.filter(({ weekEndsOn }) => weekEndsOn < "2026-01-06");
    expect(fluPaths(weeks, issuedAt, TIME_ZONE)).toEqual(fluPaths(known, issuedAt, TIME_ZONE));
  });

  it("is empty where nobody has counted for weeks", () => {
    const { paths, recentPerHour } = fluPaths(weeks, new Date("2027-06-01T12:00:00Z"), TIME_ZONE);
    expect(paths).toEqual([]);
    expect(recentPerHour).toBe(0);
  });
});
