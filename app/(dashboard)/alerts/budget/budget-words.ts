import type { BudgetFigures } from "#models/alerts/alert-budget";
import type { AlertLevels } from "#models/alerts/alert-levels";

/** A number and its unit stay together in a narrow column. */
const NO_BREAK = "\u00a0";
export const percent = (share: number): string => `${Math.round(share * 1_000) / 10}${NO_BREAK}%`;
export const rate = (value: number): string => value.toFixed(2);
const hours = (value: number): string => `${Math.round(value * 10) / 10}${NO_BREAK}h`;

interface FigureRow {
  label: string;
  /** What it is, precisely. */
  about: string;
  value: (figures: BudgetFigures) => string | undefined;
}

const known = (value: number | null, text: (value: number) => string): string | undefined =>
  value === null ? undefined : text(value);

/** What is told of a way of alerting, in the order in which a nurse asks. */
export const FIGURE_ROWS: readonly FigureRow[] = [
  {
    label: "Alerts per bed and day",
    about: "Alerts of every cause that are raised; one that becomes worse is the same alert.",
    value: ({ alertsPerBedDay }) => rate(alertsPerBedDay),
  },
  {
    label: "At night",
    about: "Those from 22 to 6, for each bed and night.",
    value: ({ alertsPerBedNight }) => known(alertsPerBedNight, rate),
  },
  {
    label: "Fresh alert before the event",
    about: "Of patients with the event: an alert was raised in the 12 hours before it.",
    value: ({ sensitivityInWindow }) => known(sensitivityInWindow, percent),
  },
  {
    label: "Open alert before the event",
    about: "An alert was raised in those 12 hours, or earlier and still open.",
    value: ({ underAlertBeforeEvent }) => known(underAlertBeforeEvent, percent),
  },
  {
    label: "Alert at any time before",
    about: "However long before, ended or not.",
    value: ({ sensitivity }) => known(sensitivity, percent),
  },
  {
    label: "Right alerts",
    about: "Of all alerts: the event followed within 24 hours.",
    value: ({ positivePredictiveValue }) => known(positivePredictiveValue, percent),
  },
  {
    label: "Lead time",
    about: "Median, from the first alert in the 12 hours to the event.",
    value: ({ medianLeadHours }) => known(medianLeadHours, hours),
  },
  {
    label: "Time under alert",
    about: "Share of the patients' time with an open alert, when nobody answers.",
    value: ({ timeUnderAlert }) => known(timeUnderAlert, percent),
  },
];

/** `modelThreshold` is the level of the model in service, where it is known. */
export function levelsInWords(
  { mediumFrom, highFrom, riskThreshold, riskHighFactor, persistence, recovery }: AlertLevels,
  modelThreshold: number | undefined,
): string[] {
  const level = riskThreshold ?? modelThreshold;
  const risk =
    level === undefined
      ? "Risk from the model's own level"
      : `Risk from ${percent(level)}${riskThreshold === null ? ", the model's own level" : ""}`;
  return [
    `NEWS2 ${mediumFrom} medium, ${highFrom} high`,
    `${risk}; high from ${riskHighFactor} times that`,
    persistence === 0 ? "Raised at once" : `Raised after ${minutes(persistence)}`,
    `Ends after ${minutes(recovery)} below`,
  ];
}

const minutes = (value: number): string =>
  value >= 60 && value % 60 === 0 ? `${value / 60} h` : `${value} min`;
