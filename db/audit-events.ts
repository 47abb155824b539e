import type { Permission } from "#models/access/permission";
import type {
  AuditAction,
  AuditActor,
  AuditBasis,
  AuditEvent,
  AuditOutcome,
} from "#models/audit/audit-event";
import type { EncounterId, SessionId, UnitId, UserId } from "#models/shared/ids";

/** An event with what the database added when it took it. */
export type StoredAuditEvent = AuditEvent & {
  sequence: number;
  eventId: string;
  recordedAt: Date;
  /** SHA-256 in hexadecimal, over this record and the one before. */
  hash: string;
};

export interface AuditEventRow {
  sequence: string;
  eventId: string;
  occurredAt: Date;
  recordedAt: Date;
  action: AuditAction;
  outcome: AuditOutcome;
  actorKind: AuditActor["kind"];
  actorUserId: UserId | null;
  actorSessionId: SessionId | null;
  actorName: string | null;
  permission: Permission | null;
  basis: AuditBasis | null;
  unitId: UnitId | null;
  encounterId: EncounterId | null;
  subjectUserId: UserId | null;
  address: string | null;
  details: AuditEvent["details"] | null;
  hash: string;
}

export const AUDIT_EVENT_COLUMNS = `
         sequence,
         event_id as "eventId",
         occurred_at as "occurredAt",
         recorded_at as "recordedAt",
         action,
         outcome,
         actor_kind as "actorKind",
         actor_user_id as "actorUserId",
         actor_session_id as "actorSessionId",
         actor_name as "actorName",
         permission,
         basis,
         unit_id as "unitId",
         encounter_id as "encounterId",
         subject_user_id as "subjectUserId",
         address,
         details,
         encode(hash, 'hex') as hash
`;

/** Columns that do not apply are null in the database and absent here. */
export function toStoredEvent(row: AuditEventRow): StoredAuditEvent {
  return {
    sequence: Number(row.sequence),
    eventId: row.eventId,
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
    action: row.action,
    outcome: row.outcome,
    actor: actorOf(row),
    permission: row.permission ?? undefined,
    basis: row.basis ?? undefined,
    unitId: row.unitId ?? undefined,
    encounterId: row.encounterId ?? undefined,
    subjectUserId: row.subjectUserId ?? undefined,
    address: row.address ?? undefined,
    details: row.details ?? undefined,
    hash: row.hash,
  };
}

function actorOf({ actorKind, actorUserId, actorSessionId, actorName }: AuditEventRow): AuditActor {
  if (actorKind === "user" && actorUserId)
    return {
      kind: "user",
      userId: actorUserId,
      ...(actorSessionId && { sessionId: actorSessionId }),
    };
  if (actorKind === "gateway") return { kind: "gateway", name: actorName ?? "" };
  return { kind: actorKind === "system" ? "system" : "anonymous" };
}
