import {
  CONTAINMENT_KINDS,
  type Containment,
  type ContainmentTarget,
  targetOf,
} from "#models/security/containment";
import { AppError } from "#models/shared/errors";
import { UserId, type ContainmentId, type IncidentId } from "#models/shared/ids";
import { type Actor, addStep, requireOpen, touchIncident } from "./incidents";
import type { Queryable } from "./pool";
import { endSessionsOfUser } from "./sessions";

const COLUMNS = `
         containment_id as "containmentId",
         incident_id as "incidentId",
         kind,
         target,
         applied_by as "appliedBy",
         applied_at as "appliedAt",
         lifted_by as "liftedBy",
         lifted_at as "liftedAt"
`;

const OF_INCIDENT = `
  select ${COLUMNS}
    from containments
   where incident_id = $1
   order by applied_at
`;

export async function containmentsOfIncident(
  db: Queryable,
  incidentId: IncidentId,
): Promise<Containment[]> {
  const { rows } = await db.query<Containment>(OF_INCIDENT, [incidentId]);
  return rows;
}

const IN_FORCE = `
  select ${COLUMNS}
    from containments
   where lifted_at is null
     and kind in ('lock-account', 'freeze-exports')
   order by applied_at
`;

/** What holds somebody or something now, whatever became of the incident. */
export async function containmentsInForce(db: Queryable): Promise<Containment[]> {
  const { rows } = await db.query<Containment>(IN_FORCE);
  return rows;
}

const INSERT = `
  insert into containments (incident_id, kind, target, applied_by, applied_at)
  values ($1, $2, $3, $4, $5)
  on conflict (kind, target) where lifted_at is null and kind in ('lock-account', 'freeze-exports')
  do nothing
  returning containment_id as "containmentId"
`;

/**
 * Contains, in the transaction of `client`: the effect, its record and its place in the timeline are
 * one. Runs as the identity role, which alone may touch accounts and sessions. Throws `conflict` when
 * it is in force already, or somebody would lock themselves out.
 */
export async function applyContainment(
  client: Queryable,
  incidentId: IncidentId,
  { containment, by, now }: { containment: ContainmentTarget; by: Actor; now: Date },
): Promise<void> {
  await requireOpen(client, incidentId);
  if (containment.kind === "lock-account" && containment.userId === by.userId)
    throw new AppError("conflict", "an officer does not lock their own account");

  const { rows } = await client.query<{ containmentId: ContainmentId }>(INSERT, [
    incidentId,
    containment.kind,
    targetOf(containment),
    by.userId,
    now,
  ]);
  const [applied] = rows;
  if (!applied) throw new AppError("conflict", `${containment.kind} is in force already`);

  // After the record: a lock is kept by the database for as long as the record says so.
  await takeEffect(client, containment);
  await touchIncident(client, incidentId, now);
  await addStep(client, {
    incidentId,
    step: "containment-applied",
    at: now,
    by,
    containmentId: applied.containmentId,
    detail: containment.kind,
  });
}

// The row is locked, as a sign-in locks it: one that is under way is refused, or its session ended below.
const LOCK_ACCOUNT = `
  update users
     set locked_until = timestamptz '9999-12-31 00:00:00+00'
   where user_id = $1
`;

/** Whatever it proves itself with. What is kept of its tokens is the system administrator's to end. */
const REVOKE_GATEWAY = `
  update gateways
     set disabled_at = now()
   where name = $1
     and disabled_at is null
`;

async function takeEffect(client: Queryable, containment: ContainmentTarget): Promise<void> {
  switch (containment.kind) {
    case "lock-account": {
      const { rowCount } = await client.query(LOCK_ACCOUNT, [containment.userId]);
      if (rowCount === 0) throw new AppError("not-found", `user ${containment.userId}`);
      await endSessionsOfUser(client, containment.userId, "revoked");
      return;
    }
    case "end-sessions":
      await endSessionsOfUser(client, containment.userId, "revoked");
      return;
    case "revoke-gateway": {
      const { rowCount } = await client.query(REVOKE_GATEWAY, [containment.gateway]);
      if (rowCount === 0) throw new AppError("not-found", "the gateway is not in use");
      return;
    }
    case "freeze-exports":
      return; // `exportsFrozen` reads the record itself
  }
}

const LIFT = `
  update containments
     set lifted_by = $2,
         lifted_at = $3
   where containment_id = $1
     and lifted_at is null
     and kind = any ($4)
  returning ${COLUMNS}
`;

const LASTING = Object.entries(CONTAINMENT_KINDS)
  .filter(([, { isLasting }]) => isLasting)
  .map(([kind]) => kind);

const UNLOCK_ACCOUNT = `
  update users
     set failed_attempts = 0,
         locked_until = null
   where user_id = $1
`;

/** Takes a lasting containment back, also of an incident that is closed. Throws `conflict` when it is not in force. */
export async function liftContainment(
  client: Queryable,
  containmentId: ContainmentId,
  { by, now }: { by: Actor; now: Date },
): Promise<IncidentId> {
  const { rows } = await client.query<Containment>(LIFT, [containmentId, by.userId, now, LASTING]);
  const [lifted] = rows;
  if (!lifted) throw new AppError("conflict", `containment ${containmentId} is not in force`);

  if (lifted.kind === "lock-account")
    await client.query(UNLOCK_ACCOUNT, [UserId.parse(lifted.target)]);
  await touchIncident(client, lifted.incidentId, now);
  await addStep(client, {
    incidentId: lifted.incidentId,
    step: "containment-lifted",
    at: now,
    by,
    containmentId,
    detail: lifted.kind,
  });
  return lifted.incidentId;
}

/** Whether a security officer has stopped everything that leaves as a file. Every export asks. */
export async function exportsFrozen(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ isFrozen: boolean }>(`select exports_frozen() as "isFrozen"`);
  return rows[0]?.isFrozen ?? true;
}
