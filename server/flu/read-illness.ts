import { join } from "node:path";
import { type FluWeek, fluWeekOf, weeksFromChristmas } from "#models/flu/flu-week";
import { NATION } from "#models/flu/hub-places";
import { MS_PER_DAY } from "#models/shared/time-range";
import { readTable } from "./read-flu-tables";

/** Influenza-like illness above the usual as a share of a place's high weeks, by place, with the nation as `US`. */
export type IllnessTable = Map<string, Map<FluWeek, number>>;

/**
 * Shares of visits for influenza-like illness, less the place's usual level, on the scale of rates of admission:
 * the highest weeks of a season come to 15 per 100,000. States by FIPS code, regions as `HHS 4`: their
 * surveys are thirteen years older.
 */
export async function readIllness(folder: string): Promise<IllnessTable> {
  const [states, regions, nation, codes] = await Promise.all([
    readTable(join(folder, "ilinet_state.csv.gz")),
    readTable(join(folder, "ilinet_hhs.csv.gz")),
    readTable(join(folder, "ilinet.csv.gz")),
    readTable(join(folder, "fips_mappings.csv.gz")),
  ]);
  const codeOf = new Map(
    codes.map(({ location_name = "", location = "" }) => [location_name, location]),
  );
  const raw: IllnessTable = new Map();
  const add = (place: string, start: string, value: string | undefined) => {
    const share = value === undefined || value === "NA" ? NaN : Number(value);
    if (!Number.isFinite(share)) return;
    const end = new Date(Date.parse(`${start}T00:00:00Z`) + 6 * MS_PER_DAY);
    const weeks = raw.get(place) ?? new Map<FluWeek, number>();
    raw.set(place, weeks.set(fluWeekOf(end.toISOString().slice(0, 10)), share));
  };
  for (const { region = "", week_start = "", unweighted_ili } of states) {
    const code = codeOf.get(region);
    if (code) add(code, week_start, unweighted_ili);
  }
  for (const { region = "", week_start = "", weighted_ili } of regions)
    add(region.replace("Region", "HHS"), week_start, weighted_ili);
  for (const { week_start = "", weighted_ili } of nation) add(NATION, week_start, weighted_ili);

  const table: IllnessTable = new Map();
  for (const [place, weeks] of raw) {
    const scaled = shareOfPeak(weeks);
    if (scaled) table.set(place, scaled);
  }
  return table;
}

const HALF_WINDOW = 52;
const WINDOW_AT_LEAST = 26;

/** Undefined for a place that reported less than half of the weeks. */
function shareOfPeak(weeks: ReadonlyMap<FluWeek, number>): Map<FluWeek, number> | undefined {
  const reported = [...weeks.keys()].sort((a, b) => a - b);
  const [first = 0, last = 0] = [reported[0], reported.at(-1)];
  if (reported.length < (last - first + 1) / 2) return undefined;

  const above = new Map<FluWeek, number>();
  for (const week of reported) {
    const near: number[] = [];
    for (let other = week - HALF_WINDOW; other <= week + HALF_WINDOW; other += 1) {
      const value = weeks.get(other);
      if (value !== undefined) near.push(value);
    }
    if (near.length < WINDOW_AT_LEAST) continue;
    above.set(week, Math.max(0, (weeks.get(week) ?? 0) - quantile(near, 0.1)));
  }
  const winter = [...above].filter(([week]) => Math.abs(weeksFromChristmas(week)) <= 18);
  const peak = quantile(
    winter.map(([, value]) => value),
    0.97,
  );
  if (!(peak > 0)) return undefined;
  return new Map([...above].map(([week, value]) => [week, value / peak]));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [below = NaN, above = below] = [sorted[low], sorted[low + 1]];
  return below + (above - below) * (at - low);
}
