import { z } from "zod";
import { AlertLevels } from "./alert-levels";

const Share = z.number().min(0).max(1);
const Interval = z.tuple([z.number(), z.number()]);

/** Figures of one way of alerting on some patients, as `alert-yield.ts` defines them. */
export const FrontierFigures = z.strictObject({
  alertsPerPatientDay: z.number().min(0),
  asksPerPatientDay: z.number().min(0),
  sensitivity: Share,
  sensitivityInWindow: Share,
  underAlertBeforeEvent: Share,
  positivePredictiveValue: Share,
  /** Null where no event had an alert in the window before it. */
  medianLeadHours: z.number().nullable(),
  timeUnderAlert: Share,
});
export type FrontierFigures = z.infer<typeof FrontierFigures>;

const TestFigures = FrontierFigures.extend({
  /** 95 %, whole patients drawn again. */
  intervals: z.strictObject({
    alertsPerPatientDay: Interval,
    sensitivityInWindow: Interval,
    sensitivity: Interval,
    positivePredictiveValue: Interval,
  }),
});

const FrontierStep = z.strictObject({
  levels: AlertLevels,
  /** On the patients it was chosen on: a little too good. */
  tune: FrontierFigures,
  /** On patients on whom nothing was chosen. */
  test: TestFigures,
});
export type FrontierStep = z.infer<typeof FrontierStep>;

const PatientsOf = z.strictObject({
  patients: z.int().min(1),
  events: z.int().min(1),
  patientDays: z.number().positive(),
});

/**
 * What levels of the policy cost and catch on recorded patients, so that a unit without a history of its own can
 * choose; `frontier.json` of an artifact.
 */
export const AlertFrontier = z.strictObject({
  name: z.literal("alert-frontier"),
  version: z.string(),
  model: z.strictObject({ name: z.string(), version: z.string(), threshold: z.number() }),
  /** What is meant by the event. */
  event: z.string(),
  lookBackHours: z.number(),
  horizonHours: z.number(),
  data: z.strictObject({ source: z.string(), citation: z.string(), licence: z.string() }),
  howMade: z.string(),
  limits: z.array(z.string()).min(1),
  tune: PatientsOf,
  test: PatientsOf,
  /** From few alerts to many. */
  steps: z.array(FrontierStep).min(2),
  /** NEWS2 of 5 and more, each rise an alert: a mark beside the curve, on the test patients. */
  earlyWarningScore: TestFigures,
  /** The house policies, on the test patients. */
  house: z.strictObject({ intensive: TestFigures, other: TestFigures }),
});
export type AlertFrontier = z.infer<typeof AlertFrontier>;

/** `manifest.json` beside it: the file is that which was made. */
export const FrontierManifest = z.strictObject({
  version: z.string(),
  files: z.strictObject({ "frontier.json": z.string().regex(/^[0-9a-f]{64}$/) }),
});
