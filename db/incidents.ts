import { Evidence, mergeEvidence } from "#models/security/evidence";
import type { Incident, IncidentStep } from "#models/security/incident";
import { INCIDENT_KINDS } from "#models/security/incident-kind";
import type { Signal } from "#models/security/signal";
import { AppError } from "#models/shared/errors";
import type { ContainmentId, IncidentId, SessionId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const COLUMNS = `
         incident_id as "incidentId",
         number,
         kind,
         severity,
         status,
         opened_at as "openedAt",
         changed_at as "changedAt",
         owner_user_id as "ownerUserId",
         closed_at as "closedAt",
         evidence
`;

type IncidentRow = Omit<Incident, "evidence"> & { evidence: unknown };

const fromRow = ({ evidence, ...incident }: IncidentRow): Incident => ({
  ...incident,
  evidence: Evidence.parse(evidence),
});

const OPEN_INCIDENTS = `
  select ${COLUMNS}
    from incidents
   where status <> 'closed'
   order by array_position(array['critical', 'high', 'medium'], severity), opened_at
`;

/** Those that wait or are in hand: the worst first, among equals the oldest. */
export async function openIncidents(db: Queryable): Promise<Incident[]> {
  const { rows } = await db.query<IncidentRow>(OPEN_INCIDENTS);
  return rows.map(fromRow);
}

const CLOSED_INCIDENTS = `
  select ${COLUMNS}
    from incidents
   where status = 'closed'
   order by closed_at desc
   limit $1
`;

export async function closedIncidents(db: Queryable, limit: number): Promise<Incident[]> {
  const { rows } = await db.query<IncidentRow>(CLOSED_INCIDENTS, [limit]);
  return rows.map(fromRow);
}

const FIND_INCIDENT = `
  select ${COLUMNS}
    from incidents
   where incident_id = $1
`;

export async function findIncident(
  db: Queryable,
  incidentId: IncidentId,
): Promise<Incident | undefined> {
  const { rows } = await db.query<IncidentRow>(FIND_INCIDENT, [incidentId]);
  return rows[0] && fromRow(rows[0]);
}

const FIND_OPEN_BY_CAUSE = `
  select incident_id as "incidentId", evidence
    from incidents
   where dedup_key = $1
     and status <> 'closed'
     for update
`;

const INSERT_INCIDENT = `
  insert into incidents (kind, severity, dedup_key, opened_at, changed_at, evidence)
  values ($1, $2, $3, $4, $4, $5)
  on conflict (dedup_key) where status <> 'closed' do nothing
  returning incident_id as "incidentId"
`;

const EXTEND_INCIDENT = `
  update incidents
     set evidence = $2,
         changed_at = greatest(changed_at, $3)
   where incident_id = $1
`;

/** Opens an incident for the signal's cause, or adds the evidence to the one that is open. */
export async function takeSignal(
  client: Queryable,
  { kind, dedupKey, evidence }: Signal,
  now: Date,
): Promise<IncidentId> {
  // Looked up first: an insert that conflicts would use up a number each time.
  const known = await extend(client, dedupKey, evidence, now);
  if (known) return known;

  const { rows } = await client.query<{ incidentId: IncidentId }>(INSERT_INCIDENT, [
    kind,
    INCIDENT_KINDS[kind].severity,
    dedupKey,
    now,
    JSON.stringify(evidence),
  ]);
  const [opened] = rows;
  // Somebody else opened it in between, and has committed by now.
  if (!opened) return takeSignal(client, { kind, dedupKey, at: now, evidence }, now);

  await addStep(client, { incidentId: opened.incidentId, step: "opened", at: now });
  return opened.incidentId;
}

async function extend(
  client: Queryable,
  dedupKey: string,
  evidence: Evidence,
  now: Date,
): Promise<IncidentId | undefined> {
  const { rows } = await client.query<{ incidentId: IncidentId; evidence: unknown }>(
    FIND_OPEN_BY_CAUSE,
    [dedupKey],
  );
  const [open] = rows;
  if (!open) return undefined;

  const merged = mergeEvidence(Evidence.parse(open.evidence), evidence);
  await client.query(EXTEND_INCIDENT, [open.incidentId, JSON.stringify(merged), now]);
  await addStep(client, {
    incidentId: open.incidentId,
    step: "evidence-added",
    at: now,
    detail: String(evidence.distinct),
  });
  return open.incidentId;
}

/** Who acts, for the timeline and the audit trail; nobody is the system. */
export interface Actor {
  userId: UserId;
  sessionId: SessionId;
}

interface NewStep {
  incidentId: IncidentId;
  step: IncidentStep;
  at: Date;
  by?: Actor;
  containmentId?: ContainmentId;
  /** The id of a runbook step, a count: never somebody's words. */
  detail?: string;
}

const INSERT_STEP = `
  insert into incident_events (incident_id, step, at, user_id, session_id, containment_id, detail)
  values ($1, $2, $3, $4, $5, $6, $7)
`;

/** Goes with what it tells into one transaction. */
export async function addStep(client: Queryable, step: NewStep): Promise<void> {
  await client.query(INSERT_STEP, [
    step.incidentId,
    step.step,
    step.at,
    step.by?.userId ?? null,
    step.by?.sessionId ?? null,
    step.containmentId ?? null,
    step.detail ?? null,
  ]);
}

const TAKE_OWNERSHIP = `
  update incidents
     set owner_user_id = $2,
         status = 'in-hand',
         changed_at = $3
   where incident_id = $1
     and status <> 'closed'
     and owner_user_id is distinct from $2
`;

/** Makes somebody the owner, whoever was it before. Nothing happens when they are it already. */
export async function takeOwnership(
  client: Queryable,
  incidentId: IncidentId,
  by: Actor,
  now: Date,
): Promise<void> {
  await requireOpen(client, incidentId);
  const { rowCount } = await client.query(TAKE_OWNERSHIP, [incidentId, by.userId, now]);
  if (rowCount === 1) await addStep(client, { incidentId, step: "owner-taken", at: now, by });
}

const LOCK_OPEN = `
  select status
    from incidents
   where incident_id = $1
     for update
`;

/** Throws `not-found`, or `conflict` once it is closed: a closed record is not written on. */
export async function requireOpen(client: Queryable, incidentId: IncidentId): Promise<void> {
  const { rows } = await client.query<{ status: Incident["status"] }>(LOCK_OPEN, [incidentId]);
  const [row] = rows;
  if (!row) throw new AppError("not-found", `incident ${incidentId}`);
  if (row.status === "closed") throw new AppError("conflict", `incident ${incidentId} is closed`);
}

const TOUCH = "update incidents set changed_at = greatest(changed_at, $2) where incident_id = $1";

export async function touchIncident(
  client: Queryable,
  incidentId: IncidentId,
  now: Date,
): Promise<void> {
  await client.query(TOUCH, [incidentId, now]);
}

const CLOSE = `
  update incidents
     set status = 'closed',
         owner_user_id = coalesce(owner_user_id, $2),
         closed_at = $3,
         closed_by = $2,
         changed_at = $3
   where incident_id = $1
`;

/** Only `closeWithReport` closes: an incident without its report would be one that nobody can learn from. */
export async function markClosed(
  client: Queryable,
  incidentId: IncidentId,
  by: Actor,
  now: Date,
): Promise<void> {
  await client.query(CLOSE, [incidentId, by.userId, now]);
  await addStep(client, { incidentId, step: "closed", at: now, by });
}

export interface TimelineEntry {
  sequence: number;
  step: IncidentStep;
  at: Date;
  userId: UserId | null;
  containmentId: ContainmentId | null;
  detail: string | null;
}

const TIMELINE = `
  select sequence::int, step, at, user_id as "userId", containment_id as "containmentId", detail
    from incident_events
   where incident_id = $1
   order by sequence desc
   limit 500
`;

/** The newest first, at most 500. */
export async function incidentTimeline(
  db: Queryable,
  incidentId: IncidentId,
): Promise<TimelineEntry[]> {
  const { rows } = await db.query<TimelineEntry>(TIMELINE, [incidentId]);
  return rows;
}
