import { z } from "zod";

/**
 * The figures of the weekly hospital respiratory report as the form of the CDC's NHSN asks for them, and one
 * of our own: how many of the influenza admissions went to intensive care, which the flu forecast learns from.
 */
export const VIRUSES = { covid19: "COVID-19", influenza: "Influenza", rsv: "RSV" } as const;
export type Virus = keyof typeof VIRUSES;
export const VIRUS_LIST: readonly Virus[] = ["covid19", "influenza", "rsv"];

/** Adults are 18 and older. */
export const AGE_BANDS = {
  "0_4": "0 to 4 years",
  "5_17": "5 to 17 years",
  "18_49": "18 to 49 years",
  "50_64": "50 to 64 years",
  "65_74": "65 to 74 years",
  "75_up": "75 years and older",
  age_unknown: "Age unknown",
} as const;
export type AgeBand = keyof typeof AGE_BANDS;
export const AGE_BAND_LIST: readonly AgeBand[] = [
  "0_4",
  "5_17",
  "18_49",
  "50_64",
  "65_74",
  "75_up",
  "age_unknown",
];

export const GROUPS = { all: "All", adult: "Adult", paediatric: "Paediatric" } as const;
export type Group = keyof typeof GROUPS;
export const GROUP_LIST: readonly Group[] = ["all", "adult", "paediatric"];
export type AgeGroup = Exclude<Group, "all">;
export const AGE_GROUP_LIST: readonly AgeGroup[] = ["adult", "paediatric"];

export type BedFigure = "inpatient_beds" | "inpatient_occupied" | "icu_beds" | "icu_occupied";
export const BED_FIGURES: Readonly<Record<BedFigure, string>> = {
  inpatient_beds: "Staffed inpatient beds, intensive care among them",
  inpatient_occupied: "Occupied inpatient beds, intensive care among them",
  icu_beds: "Staffed intensive care beds",
  icu_occupied: "Occupied intensive care beds",
};
export const BED_FIGURE_LIST: readonly BedFigure[] = [
  "inpatient_beds",
  "inpatient_occupied",
  "icu_beds",
  "icu_occupied",
];

export type BedField = `${BedFigure}_${Group}`;
export type PatientField = `${Virus}_${"hospitalised" | "icu"}_${AgeGroup}`;
export type AdmissionField = `${Virus}_admissions_${AgeBand}`;
export const INTENSIVE_FLU_FIELD = "influenza_admissions_to_icu";
/** Also the name of its column in the file. */
export type ReportField = BedField | PatientField | AdmissionField | typeof INTENSIVE_FLU_FIELD;

interface FieldMeaning {
  field: ReportField;
  /** For a message or a column, without its neighbours to explain it. */
  title: string;
}

/** Every figure in the order of the form and of the file. */
export const REPORT_FIELDS: readonly FieldMeaning[] = [
  ...BED_FIGURE_LIST.flatMap((figure) =>
    GROUP_LIST.map((group): FieldMeaning => ({
      field: `${figure}_${group}`,
      title: `${BED_FIGURES[figure]}, ${GROUPS[group].toLowerCase()}`,
    })),
  ),
  ...VIRUS_LIST.flatMap((virus) =>
    (["hospitalised", "icu"] as const).flatMap((place) =>
      AGE_GROUP_LIST.map((group): FieldMeaning => ({
        field: `${virus}_${place}_${group}`,
        title: `${place === "icu" ? "Intensive care patients" : "Hospitalised patients"} with ${VIRUSES[virus]}, ${GROUPS[group].toLowerCase()}`,
      })),
    ),
  ),
  ...VIRUS_LIST.flatMap((virus) =>
    AGE_BAND_LIST.map((band): FieldMeaning => ({
      field: `${virus}_admissions_${band}`,
      title: `New admissions with ${VIRUSES[virus]}, ${AGE_BANDS[band].toLowerCase()}`,
    })),
  ),
  {
    field: INTENSIVE_FLU_FIELD,
    title: "Of the new admissions with influenza: to intensive care",
  },
];

const MOST = 9_999;
const Figure = z
  .number("A whole number.")
  .int("A whole number.")
  .min(0, "At least 0.")
  .max(MOST, `At most ${MOST}.`)
  .nullable();

const NAMES = REPORT_FIELDS.map(({ field }) => field);
export const ReportField = z.enum(NAMES);

/** Null is not entered yet, and never none. */
export const ReportValues = z.record(ReportField, Figure);
export type ReportValues = Record<ReportField, number | null>;

/** Nothing entered but what is given. */
export function emptyReport(
  known: Readonly<Partial<Record<ReportField, number>>> = {},
): ReportValues {
  return ReportValues.parse(
    Object.fromEntries(NAMES.map((field) => [field, known[field] ?? null])),
  );
}

/** The new admissions with influenza of a week; undefined while one of their figures is not entered. */
export function fluAdmissionsOf(
  values: ReportValues,
): { general: number; intensive: number } | undefined {
  const total = sumOf(AGE_BAND_LIST.map((band) => values[`influenza_admissions_${band}`]));
  const intensive = values[INTENSIVE_FLU_FIELD];
  if (total === undefined || intensive === null || intensive > total) return undefined;
  return { general: total - intensive, intensive };
}

/** Undefined while one is not known. */
export const sumOf = (figures: readonly (number | null)[]): number | undefined =>
  figures.reduce<number | undefined>(
    (sum, figure) => (sum === undefined || figure === null ? undefined : sum + figure),
    0,
  );
