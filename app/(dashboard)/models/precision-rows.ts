import type { WeekOfDispositions } from "#db/alert-dispositions";
import type { Unit } from "#db/units";
import { type LivePrecision, livePrecision } from "#models/alerts/disposition";

export interface PrecisionRow extends LivePrecision {
  unit: string;
  /** Its Monday, `2026-01-05`; undefined for all of them. */
  week: string | undefined;
}

/** The sum first, then a row for each week and unit, the newest week first. */
export function precisionRows(
  weeks: readonly WeekOfDispositions[],
  units: readonly Pick<Unit, "unitId" | "name">[],
): PrecisionRow[] {
  const rowsOf = new Map<string, WeekOfDispositions[]>();
  for (const counts of weeks) {
    const key = `${counts.week} ${counts.unitId}`;
    rowsOf.set(key, [...(rowsOf.get(key) ?? []), counts]);
  }
  const byWeek = [...rowsOf.values()].flatMap((counts) => {
    const [first] = counts;
    if (!first) return [];
    const unit = units.find(({ unitId }) => unitId === first.unitId)?.name ?? "A unit that is gone";
    return [{ unit, week: first.week, ...livePrecision(counts) }];
  });
  return [
    { unit: "All units", week: undefined, ...livePrecision(weeks) },
    ...byWeek.sort(
      (one, other) =>
        other.week.localeCompare(one.week) || one.unit.localeCompare(other.unit, "en"),
    ),
  ];
}
