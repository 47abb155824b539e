import { atLevel, type ExplainedDemand } from "#models/nurse-demand/nurse-demand";
import type { UnitId } from "#models/shared/ids";

/** The ends of what is needed in the middle 80 % of cases. */
export const intervalOf = (quantiles: readonly number[]): readonly [number, number] => [
  atLevel(quantiles, 0.1),
  atLevel(quantiles, 0.9),
];

/** "4" or "4–6": whole nurses, or patients. */
export function intervalInWords(quantiles: readonly number[]): string {
  const [low, high] = intervalOf(quantiles);
  return low === high ? String(low) : `${low}–${high}`;
}

export interface UnitRow {
  unitId: UnitId;
  unitName: string;
  shifts: readonly ExplainedDemand[];
}

/** One row for each unit, in the order in which they come. */
export function unitRows(demand: readonly ExplainedDemand[]): UnitRow[] {
  const rows = new Map<UnitId, { unitName: string; shifts: ExplainedDemand[] }>();
  for (const each of demand) {
    const row = rows.get(each.unitId) ?? { unitName: each.unitName, shifts: [] };
    row.shifts.push(each);
    rows.set(each.unitId, row);
  }
  return [...rows].map(([unitId, row]) => ({ unitId, ...row }));
}

/** The shifts that any unit has, in the order of time. */
export function shiftColumns(
  demand: readonly ExplainedDemand[],
): Pick<ExplainedDemand, "shift" | "startsAt" | "endsAt">[] {
  const columns = new Map(demand.map((each) => [each.startsAt.getTime(), each]));
  return [...columns.values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** All units' targets of a shift. More than a hospital needs with that probability, for units are not full together. */
export const totalOf = (demand: readonly ExplainedDemand[], startsAt: Date): number =>
  demand.reduce(
    (sum, each) => (each.startsAt.getTime() === startsAt.getTime() ? sum + each.target : sum),
    0,
  );
