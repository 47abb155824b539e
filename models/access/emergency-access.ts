import { z } from "zod";
import {
  EmergencyAccessId,
  EncounterId,
  type SessionId,
  type UnitId,
  type UserId,
} from "../shared/ids";
import { MS_PER_HOUR } from "../shared/time-range";
import { can } from "./permission";
import type { Role } from "./role";

/** Why somebody needs a patient of another unit, in the order they are offered. */
export const EMERGENCY_CATEGORIES = {
  "life-threatening": "Life-threatening emergency",
  "called-to-help": "Called to help or to advise",
  "taking-over": "Taking over or handing over care",
  covering: "Covering for the unit",
  other: "Another reason",
} as const;
export const EmergencyCategory = z.enum([
  "life-threatening",
  "called-to-help",
  "taking-over",
  "covering",
  "other",
]);
export type EmergencyCategory = z.infer<typeof EmergencyCategory>;

/** An hour at most. Whoever needs longer asks again, and is reviewed again. */
export const EMERGENCY_DURATIONS = [15, 30, 60] as const;
const Minutes = z.union(EMERGENCY_DURATIONS.map((minutes) => z.literal(minutes)));
export type EmergencyMinutes = z.infer<typeof Minutes>;

/** At once, for one person: a resuscitation and the patient next door, not a ward. */
export const MOST_RUNNING = 3;

export const EXPLANATION_LENGTH = { min: 10, max: 500 } as const;
const Explanation = z
  .string()
  .trim()
  .min(EXPLANATION_LENGTH.min, `Write at least ${EXPLANATION_LENGTH.min} characters.`)
  .max(EXPLANATION_LENGTH.max, `Write at most ${EXPLANATION_LENGTH.max} characters.`);

export const EmergencyAccessRequest = z.strictObject({
  encounterId: EncounterId,
  category: EmergencyCategory,
  reason: Explanation,
  minutes: Minutes,
});
export type EmergencyAccessRequest = z.infer<typeof EmergencyAccessRequest>;

export type EmergencyAccessRefusal =
  "not-permitted" | "own-unit" | "already-running" | "too-many-running";

export const EMERGENCY_REFUSALS: Readonly<Record<EmergencyAccessRefusal, string>> = {
  "not-permitted": "Your role may not open patients of other units.",
  "own-unit": "This patient is in one of your units: open the patient as usual.",
  "already-running":
    "You have emergency access to this patient already. It is not extended; ask again when it has ended.",
  "too-many-running": `You have ${MOST_RUNNING} emergency accesses running. End one of them first.`,
};

interface Asking {
  role: Role;
  sessionId: SessionId;
  unitIds: readonly UnitId[];
  /** Those of the person that run now, in whichever session. */
  running: readonly { encounterId: EncounterId; sessionId: SessionId }[];
}

/** Why the access is not given; undefined when nothing stands in its way but the second factor. */
export function refuseEmergencyAccess(
  { role, sessionId, unitIds, running }: Asking,
  { encounterId, unitId }: { encounterId: EncounterId; unitId: UnitId },
): EmergencyAccessRefusal | undefined {
  if (!can(role, "emergency-access:begin")) return "not-permitted";
  if (unitIds.includes(unitId)) return "own-unit";
  const isRunning = running.some(
    (each) => each.encounterId === encounterId && each.sessionId === sessionId,
  );
  if (isRunning) return "already-running";
  return running.length >= MOST_RUNNING ? "too-many-running" : undefined;
}

/** Whose units somebody is told of: those of a charge nurse, and every one to those who review. */
export function noticesOf(role: Role): "own-units" | "hospital" | "none" {
  if (can(role, "emergency-access:review")) return "hospital";
  return role === "charge-nurse" ? "own-units" : "none";
}

export const FINDINGS = {
  justified: "Justified",
  "not-justified": "Not justified",
  "needs-follow-up": "Needs follow-up",
} as const;
export const FindingKind = z.enum(["justified", "not-justified", "needs-follow-up"]);
export type FindingKind = z.infer<typeof FindingKind>;

export const EmergencyAccessReview = z.strictObject({
  emergencyAccessId: EmergencyAccessId,
  kind: FindingKind,
  finding: Explanation,
});
export type EmergencyAccessReview = z.infer<typeof EmergencyAccessReview>;

/** After so long an access that nobody has reviewed stands out. */
export const REVIEW_WITHIN_HOURS = 72;

export const isReviewOverdue = (
  { beganAt, reviewedAt }: { beganAt: Date; reviewedAt: Date | undefined },
  now: Date,
): boolean => !reviewedAt && now.getTime() - beganAt.getTime() >= REVIEW_WITHIN_HOURS * MS_PER_HOUR;

/** What others are told of an access: who, where and why in one word; neither the patient nor the words. */
export interface EmergencyAccessNotice {
  emergencyAccessId: EmergencyAccessId;
  userId: UserId;
  openedBy: string;
  unitId: UnitId;
  unitName: string;
  bedLabel: string;
  category: EmergencyCategory;
  beganAt: Date;
  expiresAt: Date;
  endedAt: Date | undefined;
}
