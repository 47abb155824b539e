import { z } from "zod";
import type { AlertId, BedId, EncounterId, UnitId } from "../shared/ids";

export const AlertCause = z.enum(["early-warning-score", "deterioration-risk"]);
export type AlertCause = z.infer<typeof AlertCause>;

/** IEC 60601-1-8. Wardcast shows a secondary display: it never claims to be the primary alarm. */
export const AlertPriority = z.enum(["high", "medium", "low"]);
export type AlertPriority = z.infer<typeof AlertPriority>;

export type AlertStep = "raised" | "priority-changed" | "acknowledged" | "resolved" | "moved";

/** What an alert rests on: numbers only, no words about the person. */
export type AlertReason =
  | { cause: "early-warning-score"; score: number; hasRedScore: boolean; inputsPresent: number }
  | { cause: "deterioration-risk"; risk: number; threshold: number; modelVersion: string };

export interface Alert {
  alertId: AlertId;
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  priority: AlertPriority;
  reason: AlertReason;
  raisedAt: Date;
  acknowledgedAt?: Date;
  /** The name of the colleague who acknowledged. */
  acknowledgedBy?: string;
  resolvedAt?: Date;
}

/** One step in an alert's life, in the order of the hospital's alert sequence. */
export interface AlertEvent {
  sequence: number;
  step: AlertStep;
  at: Date;
  alert: Alert;
}
