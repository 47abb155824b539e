import type { ExpectedCount, FanPoint } from "#models/census/outlook";
import { percent } from "#models/census/outlook";
import type { TimeFormat } from "@/_lib/format-time";

/** "174 to 188" */
export const between = ([low, high]: readonly [number, number]): string =>
  low === high ? String(low) : `${low} to ${high}`;

/** "181 (80 %: 174 to 188)" */
export const expectedBeds = ({ median, most }: FanPoint): string =>
  `${median} (80 %: ${between(most)})`;

/** "2.3 (80 %: 1 to 4)" */
export const expectedCount = ({ mean, low, high }: ExpectedCount): string =>
  `${mean.toFixed(1)} (80 %: ${between([low, high])})`;

/** "78 %" */
export const chance = (probability: number): string => `${percent(probability)}\u00a0%`;

/** What occupied beds are of staffed ones; undefined where nothing is staffed. */
export const occupancy = (occupied: number, staffedBeds: number): string | undefined =>
  staffedBeds > 0 ? `${Math.round((occupied / staffedBeds) * 100)} %` : undefined;

/** "Fri 27 Nov, 21:00 to Sat 28 Nov, 21:00" */
export const dayFrom = (from: number, time: TimeFormat): string =>
  `${time.dayAndClock(from)} to ${time.dayAndClock(from + 86_400_000)}`;
