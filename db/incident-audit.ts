import type { AuditEvent } from "#models/audit/audit-event";
import { type CONTAINMENT_KINDS } from "#models/security/containment";
import type { IncidentStep } from "#models/security/incident";
import { UserId, type IncidentId, type SessionId } from "#models/shared/ids";
import type { Queryable } from "./pool";

interface UnauditedStep {
  sequence: string;
  incidentId: IncidentId;
  number: number;
  kind: string;
  step: IncidentStep;
  at: Date;
  userId: UserId | null;
  sessionId: SessionId | null;
  detail: string | null;
  containmentKind: keyof typeof CONTAINMENT_KINDS | null;
  target: string | null;
}

const UNAUDITED_STEPS = `
  select event.sequence, event.incident_id as "incidentId", incident.number, incident.kind, event.step,
         event.at, event.user_id as "userId", event.session_id as "sessionId", event.detail,
         containment.kind as "containmentKind", containment.target
    from incident_events as event
    join incidents as incident using (incident_id)
    left join containments as containment using (containment_id)
   where event.audited_at is null
   order by event.sequence
   limit $1
`;

const MARK_AUDITED = `
  update incident_events
     set audited_at = $2
   where sequence = any ($1::bigint[])
`;

/** Steps that the audit trail does not have yet, as it will have them. */
export async function unauditedSteps(
  db: Queryable,
  limit: number,
): Promise<{ sequence: string; event: AuditEvent }[]> {
  const { rows } = await db.query<UnauditedStep>(UNAUDITED_STEPS, [limit]);
  return rows.map((row) => ({ sequence: row.sequence, event: auditEventOf(row) }));
}

export async function markStepsAudited(
  db: Queryable,
  sequences: readonly string[],
  now: Date,
): Promise<void> {
  await db.query(MARK_AUDITED, [sequences, now]);
}

function auditEventOf(row: UnauditedStep): AuditEvent {
  const { userId, sessionId, containmentKind, target } = row;
  const subject = UserId.safeParse(target);
  return {
    occurredAt: row.at,
    action: actionOf(row.step),
    outcome: "permitted",
    ...(userId
      ? {
          actor: { kind: "user", userId, ...(sessionId && { sessionId }) },
          permission: "incident:manage",
          basis: "role",
        }
      : { actor: { kind: "system" }, basis: "system" }),
    ...(subject.success && { subjectUserId: subject.data }),
    details: {
      incidentId: row.incidentId,
      incident: row.number,
      // A crash between the record and its mark leaves two of it: this tells that they are one.
      incidentEvent: row.sequence,
      kind: row.kind,
      step: row.step,
      ...(containmentKind && { containment: containmentKind }),
      ...(containmentKind === "revoke-gateway" && { gateway: target }),
      ...(!containmentKind && row.detail !== null && { detail: row.detail }),
    },
  };
}

function actionOf(step: IncidentStep): AuditEvent["action"] {
  if (step === "opened") return "incident:opened";
  if (step === "containment-applied") return "containment:applied";
  if (step === "containment-lifted") return "containment:lifted";
  return "incident:changed";
}
