import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import type { SiteArrivals } from "./arrivals-outlook";

/**
 * The lines of the file: its head, then one for each hour that is forecast. Times are the hospital's, with the offset
 * of the hour that comes twice in autumn left out, so the instant stands beside; what is not known is empty.
 */
export function arrivalsLines(
  sites: readonly SiteArrivals[],
  issuedAt: Date | undefined,
  time: TimeFormat,
): string[] {
  const head = csvLine([
    ...["site", "hour", "starts_at_utc", "issued_at", "mean", "median"],
    ...["low_50", "high_50", "low_80", "high_80", "low_95", "high_95"],
    ...["counted", "last_week", "last_year"],
  ]);
  if (!issuedAt) return [head];
  const lines = sites.flatMap(({ name, points }) =>
    points.flatMap(({ at, forecast, counted, lastWeek, lastYear }) => {
      if (!forecast) return [];
      const { mean, median, half, most, nearlyAll } = forecast;
      return csvLine([
        ...[name, time.dateAndClock(at), new Date(at).toISOString()],
        ...[time.dateAndClock(issuedAt), mean.toFixed(2)],
        ...[median, ...half, ...most, ...nearlyAll, counted, lastWeek, lastYear].map(cell),
      ]);
    }),
  );
  return [head, ...lines];
}

const cell = (count: number | undefined): string => (count === undefined ? "" : String(count));
