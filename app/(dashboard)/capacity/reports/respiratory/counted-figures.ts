import type { CensusUnit, HourlyCensus } from "#db/census";
import type { WeeklyFluAdmissions } from "#db/flu-admissions";
import { INTENSIVE_FLU_FIELD, type ReportField } from "#models/respiratory-report/report-fields";

type Unit = Pick<CensusUnit, "unitId" | "kind">;
type Counted = Pick<HourlyCensus, "unitId" | "occupied" | "staffedBeds">;

/**
 * The figures that are counted anyway: beds and patients of the inpatient units at the snapshot, and flu
 * admissions to intensive care. Units are of no age, so adults and children are not told apart. A sum that
 * leaves a unit out would look like empty beds: then there is none.
 */
export function countedFigures(
  units: readonly Unit[],
  census: readonly Counted[],
  flu: Pick<WeeklyFluAdmissions, "intensive" | "source"> | undefined,
): Partial<Record<ReportField, number>> {
  const inpatient = units.filter(({ kind }) => kind !== "emergency");
  const all = bedsOf(inpatient, census);
  const intensive = bedsOf(
    inpatient.filter(({ kind }) => kind === "intensive"),
    census,
  );
  return {
    ...(all && { inpatient_beds_all: all.staffed, inpatient_occupied_all: all.occupied }),
    ...(intensive && { icu_beds_all: intensive.staffed, icu_occupied_all: intensive.occupied }),
    ...(flu && flu.source !== "made-up" && { [INTENSIVE_FLU_FIELD]: flu.intensive }),
  };
}

function bedsOf(units: readonly Unit[], census: readonly Counted[]) {
  const rows = units.map(({ unitId }) => census.find((row) => row.unitId === unitId));
  const counted = rows.filter((row) => row !== undefined);
  if (units.length === 0 || counted.length < units.length) return undefined;
  return {
    staffed: counted.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0),
    occupied: counted.reduce((sum, { occupied }) => sum + occupied, 0),
  };
}
