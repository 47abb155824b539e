import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import type { TimeFormat } from "@/_lib/format-time";
import type { PanelPoint, PanelSeries } from "./trend-panels";

const STEPS_MS = [
  5 * MS_PER_MINUTE,
  10 * MS_PER_MINUTE,
  30 * MS_PER_MINUTE,
  MS_PER_HOUR,
  2 * MS_PER_HOUR,
  4 * MS_PER_HOUR,
  12 * MS_PER_HOUR,
  24 * MS_PER_HOUR,
];
const TICKS_AT_MOST = 8;

/** Round instants of the hospital's clock within the range, at most eight. */
export function timeTicks(
  { from, to }: { from: number; to: number },
  timeZone: string,
): readonly number[] {
  const stepMs = STEPS_MS.find((step) => (to - from) / step <= TICKS_AT_MOST) ?? 24 * MS_PER_HOUR;
  const offsetMs = zoneOffsetMs(from, timeZone);
  const first = Math.ceil((from + offsetMs) / stepMs) * stepMs - offsetMs;
  const count = Math.max(0, Math.floor((to - first) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => first + index * stepMs);
}

/** What stands under a tick: the time, or at midnight the day that begins. */
export const clockOrDay =
  ({ clock, day }: Pick<TimeFormat, "clock" | "day">) =>
  (at: number): string =>
    clock(at) === "00:00" ? day(at) : clock(at);

/** How far the zone's clock is ahead of UTC at that instant. */
function zoneOffsetMs(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] =
    /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "") ?? [];
  const ahead = Number(hours) * MS_PER_HOUR + Number(minutes) * MS_PER_MINUTE;
  return sign === "-" ? -ahead : ahead;
}

/** One row for each instant, with each series' values under its kind: the shape a shared axis needs. */
export type MergedRow = { at: number } & Record<string, PanelPoint | number>;

export function mergeSeries(series: readonly PanelSeries[]): MergedRow[] {
  const rows = new Map<number, MergedRow>();
  for (const { kind, points } of series)
    for (const point of points) {
      const row = rows.get(point.at) ?? { at: point.at };
      rows.set(point.at, { ...row, [kind]: point });
    }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}
