import { z } from "zod";
import type { UnitKind } from "../encounters/demographics";
import { VITAL_SIGN_KINDS } from "../vitals/vital-sign";
import { AlertPriority } from "./alert";
import { Disposition } from "./disposition";
import { ESCALATION_ROLES, EscalationRole } from "./escalation";

const Minutes = z.number().int().min(0).max(1_440);
const Wait = z.number().int().min(1).max(1_440);
const waits = z.strictObject({ high: Wait, medium: Wait, low: Wait });

const SignLimit = z
  .strictObject({
    kind: z.enum(VITAL_SIGN_KINDS),
    /** Below it. */
    low: z.number().optional(),
    /** Above it. */
    high: z.number().optional(),
    priority: AlertPriority,
  })
  .refine(({ low, high }) => low !== undefined || high !== undefined, "Set a low or a high limit.")
  .refine(
    ({ low, high }) => low === undefined || high === undefined || low < high,
    "The low limit must be below the high one.",
  );
export type SignLimit = z.infer<typeof SignLimit>;

const EarlyWarningScoreTrigger = z
  .strictObject({
    isOn: z.boolean(),
    mediumFrom: z.number().int().min(1).max(20),
    highFrom: z.number().int().min(1).max(20),
    /** A single parameter at 3 raises a medium alert whatever the sum. */
    redScoreCounts: z.boolean(),
    /** Points below the level before a score counts as better. */
    rearmMargin: z.number().int().min(0).max(5),
    /** How long a score must stay at a level before an alert is raised. */
    persistenceMinutes: Minutes,
  })
  .refine(({ mediumFrom, highFrom }) => mediumFrom < highFrom, {
    path: ["highFrom"],
    message: "High must start above medium.",
  });

const DeteriorationRiskTrigger = z.strictObject({
  isOn: z.boolean(),
  /** A probability; null is the level the model was released with. */
  threshold: z.number().min(0.001).max(0.999).nullable(),
  /** A risk of so many times the level is of high priority. */
  highFactor: z.number().min(1).max(20),
  /** The share of the level a risk must fall below before it counts as better. */
  rearmShare: z.number().min(0.1).max(1),
  persistenceMinutes: Minutes,
});

const ScoreRiseTrigger = z.strictObject({
  isOn: z.boolean(),
  /** NEWS2 points gained within about an hour. */
  points: z.number().int().min(1).max(20),
  priority: AlertPriority,
  persistenceMinutes: Minutes,
});

const SingleSignTrigger = z.strictObject({
  isOn: z.boolean(),
  limits: z.array(SignLimit).max(20),
  persistenceMinutes: Minutes,
});

const Rung = z.strictObject({
  role: EscalationRole,
  /** How to reach them: an extension, a bleep number. */
  contact: z.string().trim().max(60),
  /** How long they have before the next rung; the last rung is asked again so often. */
  waitMinutes: waits,
});

const Ladder = z
  .array(Rung)
  .min(1)
  .max(ESCALATION_ROLES.length)
  .refine(
    (rungs) => rungs.every((rung, at) => at === 0 || rank(rungs[at - 1]) < rank(rung)),
    "Each rung must stand above the one before: nurse, charge nurse, rapid response, physician.",
  );
const rank = (rung: { role: EscalationRole } | undefined): number =>
  rung ? ESCALATION_ROLES.indexOf(rung.role) : -1;

/** What raises an alert in a unit, who is asked in which order, and how long it may wait: data, not code. */
export const AlertPolicy = z.strictObject({
  earlyWarningScore: EarlyWarningScoreTrigger,
  deteriorationRisk: DeteriorationRiskTrigger,
  scoreRise: ScoreRiseTrigger,
  singleSign: SingleSignTrigger,
  /** How long a patient must stay better before an alert steps down or ends, on the feed's clock. */
  recoveryMinutes: Minutes,
  /** The same when fewer inputs are known than when it was raised: a sensor taken off is no recovery. */
  recoveryFromFewerInputsMinutes: Minutes,
  /** After an end, how long the same cause stays quiet unless it is worse than before. */
  quietMinutes: z.record(z.enum(["recovered", ...Disposition.options]), Minutes),
  /** An alert whose cause has not been assessed for so long ends as expired. */
  expiryHours: z.number().int().min(1).max(72),
  ladder: Ladder,
  /** From an acknowledgement to somebody at the bedside. */
  inHandWithinMinutes: waits,
  /** From somebody at the bedside to an outcome. */
  outcomeWithinMinutes: waits,
  /** 0: may not be snoozed. */
  snoozeLimitMinutes: z.strictObject({ high: Minutes, medium: Minutes, low: Minutes }),
});
export type AlertPolicy = z.infer<typeof AlertPolicy>;

/**
 * What a unit starts with. The score's levels and the first waits follow the Royal College of Physicians'
 * NEWS2 (2017): 7 or more asks for an emergency assessment (within 30 minutes), 5 or 6, or 3 in a single
 * parameter, for an urgent one (within the hour). Everything else is a choice of ours, to be tried on the
 * unit's own history before it is changed.
 */
const HOUSE_POLICY: AlertPolicy = {
  earlyWarningScore: {
    isOn: true,
    mediumFrom: 5,
    highFrom: 7,
    redScoreCounts: true,
    rearmMargin: 0,
    persistenceMinutes: 0,
  },
  deteriorationRisk: {
    isOn: true,
    threshold: null,
    highFactor: 2,
    rearmShare: 1,
    persistenceMinutes: 0,
  },
  scoreRise: { isOn: false, points: 3, priority: "low", persistenceMinutes: 0 },
  singleSign: { isOn: false, limits: [], persistenceMinutes: 2 },
  recoveryMinutes: 10,
  recoveryFromFewerInputsMinutes: 60,
  quietMinutes: {
    recovered: 0,
    "true-deterioration": 60,
    "already-known": 240,
    "goals-of-care": 720,
    artefact: 15,
    other: 60,
  },
  expiryHours: 12,
  ladder: [
    { role: "nurse", contact: "", waitMinutes: { high: 5, medium: 15, low: 60 } },
    { role: "charge-nurse", contact: "", waitMinutes: { high: 5, medium: 15, low: 60 } },
    { role: "rapid-response", contact: "", waitMinutes: { high: 10, medium: 30, low: 120 } },
    { role: "physician", contact: "", waitMinutes: { high: 10, medium: 30, low: 120 } },
  ],
  inHandWithinMinutes: { high: 15, medium: 30, low: 120 },
  outcomeWithinMinutes: { high: 120, medium: 240, low: 480 },
  snoozeLimitMinutes: { high: 15, medium: 60, low: 240 },
};

/**
 * A unit that has set none. A nurse in intensive care stands beside the bed: the ladder is climbed sooner.
 *
 * And its patients are seldom near normal: on recorded stays the house policy raises 2 alerts per patient-day
 * there, every fourth for a single 3, a rule for wards, and many for a score that falls below its level and
 * comes back. Whether a single 3 counts and how long better must last were chosen on patients who are in no
 * test: `npm run evaluate:alerts`. What somebody said of a patient holds for a shift.
 */
export function defaultAlertPolicy(kind: UnitKind): AlertPolicy {
  if (kind !== "intensive") return HOUSE_POLICY;
  return {
    ...HOUSE_POLICY,
    earlyWarningScore: { ...HOUSE_POLICY.earlyWarningScore, redScoreCounts: false },
    recoveryMinutes: 240,
    recoveryFromFewerInputsMinutes: 240,
    quietMinutes: {
      ...HOUSE_POLICY.quietMinutes,
      "true-deterioration": 240,
      "already-known": 720,
    },
    ladder: HOUSE_POLICY.ladder.map((rung) => ({
      ...rung,
      waitMinutes: { ...rung.waitMinutes, high: Math.min(rung.waitMinutes.high, 5) },
    })),
    inHandWithinMinutes: { ...HOUSE_POLICY.inHandWithinMinutes, high: 5 },
  };
}
