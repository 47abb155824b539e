import type { Permission } from "../access/permission";
import type { EncounterId, SessionId, UnitId, UserId } from "../shared/ids";

/**
 * What the audit trail tells apart: noun, then what was done to it in the past tense. Closed, so that
 * a search form, an export and a detector each know every one.
 */
export const AUDIT_ACTIONS = [
  // Patient data shown, and how
  "board:viewed",
  "bed-board:viewed",
  "patient:viewed",
  "trends:viewed",
  "alerts:viewed",
  "unit:subscribed",
  "unit:unsubscribed",
  "alert:shown",
  "patient:searched",
  "handover:viewed",
  "downtime-report:viewed",
  // Commands on patient data
  "alert:acknowledged",
  "alert:answered",
  "alert:judged",
  "technical-alarm:seen",
  "alert-policy:changed",
  "escalation:rules-changed",
  "escalation:action-done",
  "escalation:action-reopened",
  "oxygen-scale:prescribed",
  "handover:written",
  "handover:given",
  "handover:taken-back",
  "handover:received",
  "acuity:overridden",
  "acuity:override-withdrawn",
  // Plans for the hospital, which hold no patient
  "scenario:saved",
  "scenario:deleted",
  "staffing:changed",
  "scheduling:imported",
  "appointment-place:changed",
  "respiratory-report:saved",
  "respiratory-report:submitted",
  "bed:acted",
  // People's own work
  "own-shifts:acted",
  "roster-approval:decided",
  "sick-call:acted",
  "shift-offer:answered",
  "calendar-feed:issued",
  "calendar-feed:revoked",
  "roster:acted",
  "roster:solved",
  // Files that leave the system
  "trends:exported",
  "handover:exported",
  "audit:exported",
  "incident:exported",
  "model-card:exported",
  "forecast-accuracy:exported",
  "alert-report:exported",
  "capacity:exported",
  "beds:exported",
  "roster:exported",
  "nurse-demand:exported",
  // People and their sessions
  "sign-in:succeeded",
  "sign-in:failed",
  "second-factor:passed",
  "second-factor:failed",
  "second-factor:enrolled",
  "second-factor:removed",
  "recovery-codes:renewed",
  "step-up:passed",
  "step-up:failed",
  "session:ended",
  "password:changed",
  "access:refused",
  // Emergency access
  "emergency-access:began",
  "emergency-access:ended",
  "emergency-access:read",
  "emergency-access:reviewed",
  // Displays on a wall
  "wall:created",
  "wall:changed",
  "wall:link-issued",
  "wall:revoked",
  "wall:paired",
  "wall:refused",
  "wall:shown",
  // Administration
  "user:created",
  "user:changed",
  "user:disabled",
  "user:enabled",
  "user:locked",
  "user:unlocked",
  "unit:added",
  "bed:added",
  "bed:changed",
  "gateway:added",
  "gateway:rotated",
  "gateway:revoked",
  "gateway:refused",
  "quarantine:settled",
  // The system about itself
  "audit:read",
  "audit:anchored",
  "audit:verified",
  "incident:opened",
  "incident:changed",
  "containment:applied",
  "containment:lifted",
  "keys:rotated",
  "seal:broken",
  "model:loaded",
  "file:accepted",
  "system:started",
  "system:stopped",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditOutcome = "permitted" | "refused" | "failed";

export type AuditActor =
  | { kind: "user"; userId: UserId; sessionId?: SessionId }
  | { kind: "gateway"; name: string }
  | { kind: "system" }
  /** Somebody who has not proved who they are. */
  | { kind: "anonymous" };

/** Why it was permitted: the permission that was asked for, and what made it hold here. */
export type AuditBasis = "own-unit" | "emergency-access" | "role" | "self" | "system";

/**
 * One record of the audit trail. It names people by id alone: a record outlives the keys that a
 * patient's name is sealed with, and is read by people who may not see it.
 */
export interface AuditEvent {
  occurredAt: Date;
  action: AuditAction;
  outcome: AuditOutcome;
  actor: AuditActor;
  permission?: Permission | undefined;
  basis?: AuditBasis | undefined;
  unitId?: UnitId | undefined;
  encounterId?: EncounterId | undefined;
  /** The account it was done to, when that is somebody else's or the one signing in. */
  subjectUserId?: UserId | undefined;
  /** Network address as the server saw it; undefined for what no request caused. */
  address?: string | undefined;
  /** Codes, counts and ids, at most a few: never a name, a value, a reason in somebody's words. */
  details?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** As the trail holds it. The sequence has no gaps and is the order of the chain. */
export type StoredAuditEvent = AuditEvent & { sequence: number };

/** Resolves when every event is durable; whoever shows patient data waits for it before answering. */
export interface AuditTrail {
  record(...events: readonly AuditEvent[]): Promise<void>;
}
