import type { Interval, Intervals } from "#models/deterioration/bootstrap";
import type { BurdenFigures, GroupFigures, MethodFigures } from "./evaluate-hours";
import type { Evaluation } from "./evaluation";
import { type Row, tableOf } from "./text-table";

/** What a person reads; every figure of it is in the JSON too. */
export function reportOf(evaluation: Evaluation): string {
  return [
    headOf(evaluation),
    tableOf("", figureRows(evaluation)),
    calibrationOf(evaluation),
    tableOf("At the working threshold", burdenRows(evaluation)),
    tableOf("Compared on the same hours", comparisonRows(evaluation)),
    tableOf(matchedTitle(evaluation), matchedRows(evaluation)),
    tableOf("By sex, age and unit", subgroupRows(evaluation)),
    transferOf(evaluation),
  ].join("\n");
}

const headOf = ({ version, patients, septicPatients, hours }: Evaluation): string =>
  `model ${version} on ${count(patients)} patients (${count(septicPatients)} septic), ${count(hours)} hours\n` +
  "in brackets 95 % intervals, patients drawn again with replacement; alarms/day: alarms per patient-day; right: their\n" +
  "positive predictive value; caught: septic patients with an alarm from 12 h before onset to 3 h after; lead: its median\n";

const FIGURES: readonly (readonly [keyof Intervals & keyof GroupFigures, string])[] = [
  ["auroc", "AUROC"],
  ["auprc", "AUPRC"],
  ["utility", "utility"],
  ["utilityFirst48h", "utility, first 48 h"],
  ["aurocHourMatched", "AUROC matched by hour"],
  ["aurocFirst48h", "AUROC, first 48 h"],
];

function figureRows({ perHospital, ...all }: Evaluation): Row[] {
  const hospitals = Object.entries(perHospital);
  const groups = [all, ...hospitals.map(([, figures]) => figures)];
  const names = hospitals.map(([name]) => (name === "unknown" ? "not known" : `hospital ${name}`));
  return [
    ["", "all", ...names],
    ["patients", ...groups.map(({ patients }) => count(patients))],
    ...FIGURES.map(([figure, label]) => [
      label,
      ...groups.map((group) => withInterval(group[figure], group.intervals[figure])),
    ]),
  ];
}

function calibrationOf({ calibration }: Evaluation): string {
  const { slope, intercept, ece, meanPredicted, observedShare } = calibration;
  return `Calibration: slope ${number(slope)}, intercept ${number(intercept)}, expected error over tenths ${number(ece, 4)}; predicted ${percent(meanPredicted)}, observed ${percent(observedShare)}\n`;
}

/** Alarms per patient-day; positive predictive value; septic patients caught in the window; median lead. */
const BURDEN_HEAD = ["alarms/day", "right", "caught", "lead"];

const burdenCells = (burden: BurdenFigures): Row => [
  number(burden.alarmsPerPatientDay, 2),
  percent(burden.ppv),
  percent(burden.sensitivity),
  burden.medianLeadHours === null ? "–" : `${burden.medianLeadHours} h`,
];

function burdenRows(all: Evaluation): Row[] {
  const { intervals } = all;
  const between = (interval: Interval): string =>
    `${percent(interval[0])} to ${percent(interval[1])}`;
  const [low, high] = intervals.alarmsPerPatientDay;
  return [
    [`threshold ${all.threshold.toPrecision(4)}`, ...BURDEN_HEAD],
    ["6 h lock-out", ...burdenCells(all)],
    [
      "  interval",
      `${number(low, 2)} to ${number(high, 2)}`,
      between(intervals.ppv),
      between(intervals.sensitivity),
    ],
    ["12 h lock-out", ...burdenCells(all.lockOut12h)],
  ];
}

const methodsOf = (evaluation: Evaluation): [label: string, figures: MethodFigures][] => {
  const { baselines, signsOnly, challenge } = evaluation;
  return [
    ["model", evaluation],
    ["model, signs alone", signsOnly],
    ["logistic regression", baselines.logisticRegression],
    ["NEWS2", baselines.news2],
    ["qSOFA", baselines.qsofa],
    ["SIRS", baselines.sirs],
    ["hours in unit alone", baselines.hoursOnly],
    ...(challenge ? [["challenge variant", challenge] as [string, MethodFigures]] : []),
  ];
};

const COMPARED_HEAD = ["AUROC", "AUPRC", "matched by hour", "utility", "first 48 h"];

const comparedCells = (figures: GroupFigures): Row => [
  withInterval(figures.auroc, figures.intervals.auroc),
  number(figures.auprc),
  number(figures.aurocHourMatched),
  withInterval(figures.utility, figures.intervals.utility),
  number(figures.utilityFirst48h),
];

const comparisonRows = (evaluation: Evaluation): Row[] => [
  ["", ...COMPARED_HEAD, ...BURDEN_HEAD],
  ...methodsOf(evaluation).map(([label, figures]) => [
    label,
    ...comparedCells(figures),
    ...burdenCells(figures),
  ]),
];

const matchedTitle = ({ news2AtLeast5: { sensitivity } }: Evaluation): string =>
  `At the sensitivity of NEWS2 of 5 and more: ${percent(sensitivity)} of septic patients caught`;

const matchedRows = (evaluation: Evaluation): Row[] => [
  ["", ...BURDEN_HEAD],
  ["NEWS2 of 5 and more", ...burdenCells(evaluation.news2AtLeast5)],
  ...methodsOf(evaluation)
    .filter(([label]) => label !== "NEWS2")
    .map(([label, { atNews2Sensitivity }]) => [
      label,
      ...(atNews2Sensitivity ? burdenCells(atNews2Sensitivity) : ["not reached"]),
    ]),
];

function subgroupRows({ subgroups }: Evaluation): Row[] {
  const rowsOf = (kind: string, groups: Record<string, GroupFigures & { ece: number }>): Row[] =>
    Object.entries(groups).map(([name, figures]) => [
      `${kind}: ${name}`,
      count(figures.patients),
      count(figures.septicPatients),
      ...comparedCells(figures),
      number(figures.ece, 4),
      ...burdenCells(figures),
    ]);
  return [
    ["", "patients", "septic", ...COMPARED_HEAD, "ECE", ...BURDEN_HEAD],
    ...rowsOf("sex", subgroups.sex),
    ...rowsOf("age", subgroups.age),
    ...rowsOf("unit", subgroups.unit),
  ];
}

function transferOf({ transfer: { aToB, bToA } }: Evaluation): string {
  const tried = [
    ["taught by A, tried in B", aToB] as const,
    ["taught by B, tried in A", bToA] as const,
  ];
  return tableOf("In a hospital never seen", [
    ["", "patients", ...COMPARED_HEAD, "at its share of alarms", ...BURDEN_HEAD],
    ...tried.map(([where, figures]) =>
      figures
        ? [
            where,
            count(figures.patients),
            ...comparedCells(figures),
            number(figures.utilityAtSameAlarmShare),
            ...burdenCells(figures),
          ]
        : [where, "not without such a model and patients of the other hospital"],
    ),
  ]);
}

const withInterval = (value: number, [low, high]: Interval): string =>
  `${number(value)} (${number(low)} to ${number(high)})`;

const number = (value: number, decimals = 3): string =>
  Number.isFinite(value) ? value.toFixed(decimals) : "–";
const percent = (share: number): string =>
  Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : "–";
const count = (value: number): string => value.toLocaleString("en");
