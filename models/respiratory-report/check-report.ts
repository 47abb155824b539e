import {
  AGE_BAND_LIST,
  AGE_GROUP_LIST,
  BED_FIGURE_LIST,
  BED_FIGURES,
  type Group,
  GROUP_LIST,
  GROUPS,
  INTENSIVE_FLU_FIELD,
  REPORT_FIELDS,
  type ReportField,
  type ReportValues,
  sumOf,
  VIRUS_LIST,
  VIRUSES,
} from "./report-fields";
import { isOver, type ReportWeek } from "./report-week";

/** What is wrong, or strange, with a report. An error keeps it from being submitted, a warning does not. */
export interface ReportFinding {
  severity: "error" | "warning";
  /** Those it is about: marked in the form. */
  fields: readonly ReportField[];
  message: string;
}

/** What keeps the report of a week from being submitted, and what is to be looked at before it is. `today` is a date of the hospital's. */
export const checkReport = (
  values: ReportValues,
  week: ReportWeek,
  today: string,
): ReportFinding[] => [
  ...weekFindings(week, today),
  ...missing(values),
  ...bedSums(values),
  ...bedOrder(values),
  ...patientOrder(values),
  ...fluAdmissions(values),
  ...unknownAges(values),
];

export const isSubmittable = (findings: readonly ReportFinding[]): boolean =>
  findings.every(({ severity }) => severity === "warning");

const error = (message: string, ...fields: ReportField[]): ReportFinding => ({
  severity: "error",
  fields,
  message,
});
const warning = (message: string, ...fields: ReportField[]): ReportFinding => ({
  severity: "warning",
  fields,
  message,
});

const weekFindings = (week: ReportWeek, today: string): ReportFinding[] =>
  isOver(week, today)
    ? []
    : [
        error(
          "The week is not over: its admissions are complete after Saturday. Save a draft until then.",
        ),
      ];

function missing(values: ReportValues): ReportFinding[] {
  const fields = REPORT_FIELDS.filter(({ field }) => values[field] === null);
  const [first] = fields;
  if (!first) return [];
  const names = fields.map(({ field }) => field);
  return [
    fields.length === 1
      ? error(`“${first.title}” is not entered. Enter 0 where there was none.`, ...names)
      : error(
          `${fields.length} figures are not entered, the first is “${first.title}”. Enter 0 where there was none.`,
          ...names,
        ),
  ];
}

/** Adults and children together are all. */
const bedSums = (values: ReportValues): ReportFinding[] =>
  BED_FIGURE_LIST.flatMap((figure) => {
    const [all, adult, paediatric] = [
      `${figure}_all`,
      `${figure}_adult`,
      `${figure}_paediatric`,
    ] as const;
    const sum = sumOf([values[adult], values[paediatric]]);
    const stated = values[all];
    if (sum === undefined || stated === null || sum === stated) return [];
    return [
      error(
        `${BED_FIGURES[figure]}: adult ${values[adult]} and paediatric ${values[paediatric]} make ${sum}, not the ${stated} of all.`,
        ...[all, adult, paediatric],
      ),
    ];
  });

const bedOrder = (values: ReportValues): ReportFinding[] =>
  GROUP_LIST.flatMap((group) => {
    const of = GROUPS[group].toLowerCase();
    return [
      ...within(
        values,
        [`icu_beds_${group}`, `inpatient_beds_${group}`],
        (icu, all) =>
          `Staffed beds, ${of}: ${icu} in intensive care are more than the ${all} inpatient beds they are among.`,
        error,
      ),
      ...within(
        values,
        [`icu_occupied_${group}`, `inpatient_occupied_${group}`],
        (icu, all) =>
          `Occupied beds, ${of}: ${icu} in intensive care are more than the ${all} inpatient beds they are among.`,
        error,
      ),
      ...overStaffed(values, "inpatient", group),
      ...overStaffed(values, "icu", group),
    ];
  });

/** More patients than staffed beds happens in a surge, but is typed by mistake more often. */
const overStaffed = (
  values: ReportValues,
  beds: "inpatient" | "icu",
  group: Group,
): ReportFinding[] =>
  within(
    values,
    [`${beds}_occupied_${group}`, `${beds}_beds_${group}`],
    (occupied, staffed) =>
      `${beds === "icu" ? "Intensive care" : "Inpatient"} beds, ${GROUPS[group].toLowerCase()}: ${occupied} occupied of ${staffed} staffed. If there were more patients than staffed beds, leave it.`,
    warning,
  );

const patientOrder = (values: ReportValues): ReportFinding[] =>
  VIRUS_LIST.flatMap((virus) =>
    AGE_GROUP_LIST.flatMap((group) => {
      const who = `${VIRUSES[virus]}, ${GROUPS[group].toLowerCase()}`;
      return [
        ...within(
          values,
          [`${virus}_icu_${group}`, `${virus}_hospitalised_${group}`],
          (icu, all) =>
            `${who}: ${icu} in intensive care are more than the ${all} hospitalised they are among.`,
          error,
        ),
        ...within(
          values,
          [`${virus}_hospitalised_${group}`, `inpatient_occupied_${group}`],
          (patients, beds) =>
            `${who}: ${patients} hospitalised are more than the ${beds} occupied inpatient beds.`,
          error,
        ),
        ...within(
          values,
          [`${virus}_icu_${group}`, `icu_occupied_${group}`],
          (patients, beds) =>
            `${who}: ${patients} in intensive care are more than the ${beds} occupied intensive care beds.`,
          error,
        ),
      ];
    }),
  );

function fluAdmissions(values: ReportValues): ReportFinding[] {
  const bands = AGE_BAND_LIST.map((band) => `influenza_admissions_${band}` as const);
  const total = sumOf(bands.map((field) => values[field]));
  const intensive = values[INTENSIVE_FLU_FIELD];
  if (total === undefined || intensive === null || intensive <= total) return [];
  return [
    error(
      `New admissions with influenza: ${intensive} to intensive care are more than the ${total} of all ages.`,
      INTENSIVE_FLU_FIELD,
      ...bands,
    ),
  ];
}

const unknownAges = (values: ReportValues): ReportFinding[] =>
  VIRUS_LIST.flatMap((virus) => {
    const field = `${virus}_admissions_age_unknown` as const;
    const count = values[field] ?? 0;
    return count > 0
      ? [
          warning(
            `${VIRUSES[virus]}: ${count} admitted of unknown age. Find their ages if you can.`,
            field,
          ),
        ]
      : [];
  });

/** A finding when the first is more than the second; of what is not entered nothing is said. */
function within(
  values: ReportValues,
  fields: readonly [ReportField, ReportField],
  message: (part: number, whole: number) => string,
  finding: typeof error,
): ReportFinding[] {
  const [part, whole] = [values[fields[0]], values[fields[1]]];
  return part !== null && whole !== null && part > whole
    ? [finding(message(part, whole), ...fields)]
    : [];
}
