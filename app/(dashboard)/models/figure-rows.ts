import type {
  AlarmBurdenFigures,
  FigureIntervals,
  Figures,
  Interval95,
  Metrics,
  ModelCard,
} from "#models/deterioration/model-card";

export const NOT_MEASURED = "Not measured";

/** One figure of the model beside the same of everything it is compared with, as text. */
export interface FigureRow {
  name: string;
  /** What it means, for somebody who does not compute such figures. */
  meaning: string;
  model: string;
  earlyWarningScore: string;
  logisticRegression: string;
  hoursInUnit: string;
}

const COLUMNS = ["earlyWarningScore", "logisticRegression", "hoursInUnit"] as const;

export const figure = (value: number): string => value.toFixed(3);
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const withInterval = (
  value: number,
  interval: Interval95 | undefined,
  format: (value: number) => string = figure,
): string =>
  interval ? `${format(value)} (${format(interval[0])} to ${format(interval[1])})` : format(value);

/** The headline figures, each with its interval where one was computed. */
export function figureRows({ metrics }: Pick<ModelCard, "metrics">): FigureRow[] {
  const intervals: FigureIntervals = {
    auroc: metrics.modelAuroc95,
    utility: metrics.modelUtility95,
    ...metrics.model.intervals,
  };
  const row = (
    name: string,
    meaning: string,
    read: (figures: Figures, intervals: FigureIntervals) => string,
  ): FigureRow => {
    const [earlyWarningScore = "", logisticRegression = "", hoursInUnit = ""] = COLUMNS.map(
      (column) => read(metrics.baselines[column], metrics.baselines[column].intervals ?? {}),
    );
    const model = read(metrics.model, intervals);
    return { name, meaning, model, earlyWarningScore, logisticRegression, hoursInUnit };
  };
  const measured = (name: keyof FigureIntervals) => (figures: Figures, of: FigureIntervals) =>
    withInterval(figures[name], of[name]);
  const burden =
    (read: (burden: AlarmBurdenFigures) => string) =>
    ({ burden }: Figures): string =>
      read(burden);

  return [
    row(
      "Within equal lengths of stay (AUROC)",
      "How often a septic hour is ranked above another of about the same length of stay: 0.5 is chance. The fairest of these figures.",
      measured("hourMatchedAuroc"),
    ),
    row("AUROC", "The same over all hours.", measured("auroc")),
    row("AUROC, first 48 hours", "The same in the first two days.", ({ first48HoursAuroc }) =>
      figure(first48HoursAuroc),
    ),
    row(
      "Average precision (AUPRC)",
      "Area under precision and recall: the share of septic hours is chance.",
      measured("auprc"),
    ),
    row(
      "Utility, first 48 hours",
      "Of the 2019 challenge: 1 is an alarm at every right hour and no other, 0 is never an alarm.",
      measured("first48HoursUtility"),
    ),
    row(
      "Utility, all hours",
      "The same over all hours, which length of stay flatters.",
      measured("utility"),
    ),
    row(
      "Septic patients caught",
      "With an alarm from 12 hours before onset to 3 after it.",
      burden(({ caughtShare }) => percent(caughtShare)),
    ),
    row(
      "Alarms per patient-day",
      "One alarm silences the next for six hours.",
      burden(({ alarmsPerPatientDay }) => alarmsPerPatientDay.toFixed(2)),
    ),
    row(
      "Alarms that were right",
      "Positive predictive value.",
      burden(({ positivePredictiveValue }) => percent(positivePredictiveValue)),
    ),
    row(
      "Median lead",
      "From the first right alarm to onset.",
      burden(({ medianLeadHours }) =>
        medianLeadHours === undefined ? NOT_MEASURED : `${medianLeadHours} h`,
      ),
    ),
    row("AUROC, hospital A", "", ({ aurocByHospital }) => figure(aurocByHospital.A)),
    row("AUROC, hospital B", "", ({ aurocByHospital }) => figure(aurocByHospital.B)),
  ];
}

/** Alarms against sensitivity, for whatever was measured at a working threshold. */
export function burdenPoints({ model, baselines }: Metrics) {
  const point = (name: string, burden: AlarmBurdenFigures) => ({
    name,
    x: burden.alarmsPerPatientDay,
    y: burden.caughtShare,
  });
  return [
    point("This model", model.burden),
    point("NEWS2 from 5", baselines.earlyWarningScoreAtLeast5),
    point("NEWS2 from 7", baselines.earlyWarningScoreAtLeast7),
    point("Logistic regression", baselines.logisticRegression.burden),
  ];
}
