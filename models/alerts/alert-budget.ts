import { z } from "zod";
import { AlertLevels } from "./alert-levels";
import type { AlertYield } from "./alert-yield";

const Known = z.number().nullable();

/** What a way of alerting costs and catches, as a unit looks at it; null is not known. */
export const BudgetFigures = z.strictObject({
  /** For each bed in use, empty or not. */
  alertsPerBedDay: z.number(),
  /** Alerts from 22 to 6, for each bed and night. */
  alertsPerBedNight: Known,
  sensitivityInWindow: Known,
  sensitivity: Known,
  underAlertBeforeEvent: Known,
  positivePredictiveValue: Known,
  medianLeadHours: Known,
  timeUnderAlert: Known,
});
export type BudgetFigures = z.infer<typeof BudgetFigures>;

/** Levels one may choose, and what they come to. */
export const BudgetStep = z.strictObject({ levels: AlertLevels, figures: BudgetFigures });
export type BudgetStep = z.infer<typeof BudgetStep>;

/** What a unit's own past says of every step. */
export const UnitReplay = z.strictObject({
  days: z.number(),
  beds: z.int(),
  patients: z.int(),
  patientDays: z.number(),
  assessments: z.int(),
  events: z.int(),
  /** More stays than are replayed at a time: the earliest were left out. */
  isCut: z.boolean(),
  steps: z.array(BudgetStep),
  inForce: BudgetFigures,
  earlyWarningScore: BudgetFigures,
});
export type UnitReplay = z.infer<typeof UnitReplay>;

/** A line of the answer while a unit's past is replayed. */
export const ReplayLine = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("progress"), done: z.int(), of: z.int() }),
  z.strictObject({ type: z.literal("result"), replay: UnitReplay }),
]);
export type ReplayLine = z.infer<typeof ReplayLine>;

/**
 * From fewer events a share of them says nothing: of four events, all four caught is anything from 40 to 100 %.
 */
export const FEWEST_EVENTS = 10;

export function budgetFigures(
  figures: AlertYield,
  { bedDays, hasClock }: { bedDays: number; hasClock: boolean },
): BudgetFigures {
  const known = figures.events >= FEWEST_EVENTS;
  const ofEvents = (value: number | undefined): number | null => (known ? (value ?? null) : null);
  return {
    // Without a day of a bed there is no alert either.
    alertsPerBedDay: bedDays > 0 ? figures.alerts / bedDays : 0,
    alertsPerBedNight: hasClock && bedDays > 0 ? figures.nightAlerts / bedDays : null,
    sensitivityInWindow: ofEvents(figures.sensitivityInWindow),
    sensitivity: ofEvents(figures.sensitivity),
    underAlertBeforeEvent: ofEvents(figures.underAlertBeforeEvent),
    positivePredictiveValue: ofEvents(figures.positivePredictiveValue),
    medianLeadHours: ofEvents(figures.medianLeadHours),
    timeUnderAlert: figures.timeUnderAlert ?? null,
  };
}

/**
 * The step to take within a budget: the one with a fresh alert before most events; where that is not known, the
 * one with the most alerts. Undefined when every step needs more.
 */
export function stepWithin(budget: number, steps: readonly BudgetStep[]): BudgetStep | undefined {
  const worth = ({ figures }: BudgetStep): number =>
    figures.sensitivityInWindow ?? figures.alertsPerBedDay;
  return steps
    .filter(({ figures }) => figures.alertsPerBedDay <= budget)
    .reduce<BudgetStep | undefined>(
      (best, step) => (!best || worth(step) > worth(best) ? step : best),
      undefined,
    );
}
