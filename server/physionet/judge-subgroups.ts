import { judgeHours, pick, rowsOf } from "#models/deterioration/judge-hours";
import { calibrationOf } from "#models/deterioration/metrics";
import type { Subgroup, Thresholds } from "#models/deterioration/model-card";
import type { HourTable, TablePatient } from "./hour-table";

const AGE_BANDS = [
  { name: "44 years and under", below: 45 },
  { name: "45 to 64 years", below: 65 },
  { name: "65 to 79 years", below: 80 },
  { name: "80 years and over", below: Infinity },
] as const;

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
  {
    kind: "age",
    nameOf: ({ age }) =>
      AGE_BANDS.find(({ below }) => age !== undefined && age < below)?.name ?? "Not recorded",
  },
  { kind: "unit", nameOf: ({ unit }) => (unit ? UNITS[unit] : "Not recorded") },
  { kind: "hospital", nameOf: ({ hospital }) => hospital },
];

/** How well hours are scored for some of the patients; groups too small to say anything are left out. */
export function judgeSubgroups(
  scores: Float32Array,
  table: HourTable,
  { all, first48Hours }: Thresholds,
): Subgroup[] {
  const atLeast = (threshold: number): Uint8Array =>
    Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
  const judged = {
    ...table,
    scores,
    alarms: atLeast(all),
    earlyAlarms: atLeast(first48Hours),
  };
  return KINDS.flatMap(({ kind, nameOf }) =>
    [...new Set(table.patients.map(nameOf))].sort().flatMap((group): Subgroup[] => {
      const patients = table.patients.filter((patient) => nameOf(patient) === group);
      const figures = judgeHours(patients, judged);
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
          expectedCalibrationError: calibrationOf(pick(scores, rows), pick(table.labels, rows))
            .expectedCalibrationError,
          burden,
        },
      ];
    }),
  );
}
