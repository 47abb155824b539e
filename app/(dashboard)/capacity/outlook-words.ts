import type { RisksOfInputs } from "#db/census-forecasts";
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

/** What expected transfers into intensive care go by: a patient's own risk, or how often such patients go. */
export function risksInWords({
  patients,
  withRisk,
}: Pick<RisksOfInputs, "patients" | "withRisk">): string {
  if (withRisk === 0) return "From usual rates: no patient had a risk yet";
  if (withRisk === patients) return "From every patient’s own risk";
  return `From the risks of ${withRisk} of ${patients}, else usual rates`;
}
