import type { AlertFrontier, FrontierFigures } from "#models/alerts/alert-frontier";
import type { BudgetFigures, BudgetStep, UnitReplay } from "#models/alerts/alert-budget";
import type { AlertLevels } from "#models/alerts/alert-levels";

/** Patients on whom levels were tried, in one shape for the screen. */
export interface BudgetSource {
  /** What a step is chosen by. */
  steps: readonly BudgetStep[];
  /** What is then told of it: of recorded patients those on whom nothing was chosen. */
  figuresOf: (levels: AlertLevels) => BudgetFigures | undefined;
  inForce: BudgetFigures | undefined;
  earlyWarningScore: BudgetFigures;
  events: number;
}

/** Every recorded bed has a patient in it, and no record has a time of day. */
const recorded = (figures: FrontierFigures): BudgetFigures => ({
  alertsPerBedDay: figures.alertsPerPatientDay,
  alertsPerBedNight: null,
  sensitivityInWindow: figures.sensitivityInWindow,
  sensitivity: figures.sensitivity,
  underAlertBeforeEvent: figures.underAlertBeforeEvent,
  positivePredictiveValue: figures.positivePredictiveValue,
  medianLeadHours: figures.medianLeadHours,
  timeUnderAlert: figures.timeUnderAlert,
});

/** `house` names the house policy that is in force; another one was not tried on these patients. */
export function recordedSource(
  frontier: AlertFrontier,
  house: "intensive" | "other" | undefined,
): BudgetSource {
  const judged = new Map(
    frontier.steps.map(({ levels, test }) => [keyOf(levels), recorded(test)] as const),
  );
  return {
    steps: frontier.steps.map(({ levels, tune }) => ({ levels, figures: recorded(tune) })),
    figuresOf: (levels) => judged.get(keyOf(levels)),
    inForce: house && recorded(frontier.house[house]),
    earlyWarningScore: recorded(frontier.earlyWarningScore),
    events: frontier.test.events,
  };
}

export function unitSource(replay: UnitReplay): BudgetSource {
  const figures = new Map(replay.steps.map((step) => [keyOf(step.levels), step.figures]));
  return {
    steps: replay.steps,
    figuresOf: (levels) => figures.get(keyOf(levels)),
    inForce: replay.inForce,
    earlyWarningScore: replay.earlyWarningScore,
    events: replay.events,
  };
}

/** A unit keeps its own persistence: the same levels are the same step whatever that is. */
const keyOf = ({ persistence: _, ...levels }: AlertLevels): string => JSON.stringify(levels);

/** The slider's ends, in twentieths: at the lowest at least one step is within the budget. */
export function budgetRange(steps: readonly BudgetStep[]): { min: number; max: number } {
  const alerts = steps.map(({ figures }) => figures.alertsPerBedDay);
  const min = Math.ceil(Math.min(...alerts) * 20) / 20;
  return { min, max: Math.max(min + 0.05, Math.ceil(Math.max(...alerts) * 20) / 20) };
}
