import { z } from "zod";
import type { AlertId, BedId, EncounterId, UnitId } from "../shared/ids";
import type { VitalSignKind } from "../vitals/vital-sign";
import type { Disposition } from "./disposition";

/** Why an alert is raised. A patient has at most one open alert of each. */
export const AlertCause = z.enum([
  "early-warning-score",
  "deterioration-risk",
  "score-rise",
  "single-sign",
]);
export type AlertCause = z.infer<typeof AlertCause>;

/** IEC 60601-1-8. Wardcast shows a secondary display: it never claims to be the primary alarm. */
export const AlertPriority = z.enum(["high", "medium", "low"]);
export type AlertPriority = z.infer<typeof AlertPriority>;

/** Where an alert stands. The last three are its end; `models/alerts/alert-lifecycle.ts` says how it gets there. */
export const AlertPhase = z.enum([
  "raised", // asks for an answer
  "acknowledged", // somebody knows; nobody is at the bedside yet
  "in-hand", // somebody is dealing with it
  "snoozed", // put off for a while, with a reason
  "resolved",
  "superseded", // another alert of the patient says the same and more
  "expired", // nobody can answer it any more: the patient left, or is no longer measured
]);
export type AlertPhase = z.infer<typeof AlertPhase>;

export const SnoozeReason = z.enum([
  "being-treated",
  "awaiting-review",
  "procedure",
  "known-baseline",
]);
export type SnoozeReason = z.infer<typeof SnoozeReason>;

export const AlertStep = z.enum([
  "raised",
  "priority-changed",
  "acknowledged",
  "taken-in-hand",
  "handed-back",
  "escalated",
  "snoozed",
  "snooze-ended",
  "resolved",
  "reopened",
  "superseded",
  "expired",
  "moved",
]);
export type AlertStep = z.infer<typeof AlertStep>;

/** A sign outside a limit of the unit. */
export interface SignOutsideLimit {
  kind: VitalSignKind;
  value: number;
  side: "low" | "high";
  limit: number;
}

/** What an alert rests on: numbers only, no words about the person. */
export type AlertReason =
  | { cause: "early-warning-score"; score: number; hasRedScore: boolean; inputsPresent: number }
  | { cause: "deterioration-risk"; risk: number; threshold: number; modelVersion: string }
  | { cause: "score-rise"; score: number; rise: number; inputsPresent: number }
  | {
      cause: "single-sign";
      signs: readonly SignOutsideLimit[];
      /** How many of the signs watched were known. */
      inputsPresent?: number;
    };

export interface Alert {
  alertId: AlertId;
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  priority: AlertPriority;
  reason: AlertReason;
  phase: AlertPhase;
  raisedAt: Date;
  /** When attention was last asked for: raised, got worse, escalated, or a snooze ended. */
  askedAt: Date;
  /** How far up the unit's escalation ladder it is; 0 is its foot. */
  rung: number;
  /** When it goes on by itself if nobody does anything: up a rung, or out of its snooze. */
  dueAt?: Date;
  acknowledgedAt?: Date;
  /** The name of the colleague who acknowledged. */
  acknowledgedBy?: string;
  inHandAt?: Date;
  /** The name of the colleague who deals with it. */
  inHandBy?: string;
  snoozedUntil?: Date;
  snoozeReason?: SnoozeReason;
  /** What was found, once somebody has said. */
  disposition?: Disposition;
  /** However it ended; `phase` says how. */
  endedAt?: Date;
}

/** What a step says besides the alert as it became. */
export type AlertStepDetails =
  | { step: "escalated"; why: EscalationReason; from: number; to: number }
  | { step: "snoozed"; reason: SnoozeReason; minutes: number }
  | { step: "resolved"; how: "recovered" | "by-person"; disposition?: Disposition | undefined }
  | { step: "superseded"; by: AlertId }
  | { step: "expired"; why: ExpiryReason };

export type EscalationReason = "unanswered" | "not-in-hand" | "no-outcome" | "by-person";
export type ExpiryReason = "left-bed" | "not-measured";

/** One step in an alert's life, in the order of the hospital's alert sequence. */
export interface AlertEvent {
  sequence: number;
  step: AlertStep;
  at: Date;
  alert: Alert;
  /** The name of the colleague who did it; absent for what the system did. */
  by?: string;
  details?: AlertStepDetails;
}
