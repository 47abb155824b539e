import { judgeHours, pick, rowsOf, type JudgedHours } from "#models/deterioration/judge-hours";
import { calibrationOf } from "#models/deterioration/metrics";
import type { Subgroup } from "#models/deterioration/model-card";
import { ageBandOf, groupBy } from "#models/deterioration/patient-groups";
import type { TablePatient } from "./hour-table";

const SEXES = {
  female: "Women",
  male: "Men",
  other: "Another sex",
  unknown: "Not recorded",
} as const;
const UNITS = { medical: "Medical ICU", surgical: "Surgical ICU" } as const;

/** By what patients are grouped, and how people read it. */
const KINDS: readonly { kind: Subgroup["kind"]; nameOf: (patient: TablePatient) => string }[] = [
  { kind: "sex", nameOf: ({ sex }) => SEXES[sex] },
  { kind: "age", nameOf: ({ age }) => ageBandOf(age)?.full ?? "Not recorded" },
  { kind: "unit", nameOf: ({ unit }) => (unit ? UNITS[unit] : "Not recorded") },
  { kind: "hospital", nameOf: ({ hospital }) => hospital },
];

/** How well hours are scored for some of the patients; groups too small to say anything are left out. */
export function judgeSubgroups(everyone: readonly TablePatient[], hours: JudgedHours): Subgroup[] {
  return KINDS.flatMap(({ kind, nameOf }) =>
    groupBy(everyone, nameOf).flatMap(([group, patients]): Subgroup[] => {
      const figures = judgeHours(patients, hours);
      const { auroc, aurocHourMatched, utility, burden } = figures;
      if (![auroc, aurocHourMatched, utility, burden.caughtShare].every(Number.isFinite)) return [];
      const rows = rowsOf(patients);
      return [
        {
          kind,
          group,
          patients: figures.patients,
          septicPatients: figures.septicPatients,
          auroc,
          hourMatchedAuroc: aurocHourMatched,
          utility,
          expectedCalibrationError: calibrationOf(
            pick(hours.scores, rows),
            pick(hours.labels, rows),
          ).expectedCalibrationError,
          burden,
        },
      ];
    }),
  );
}
