import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";
import { AppError } from "#models/shared/errors";
import {
  AUDIT_EVENT_COLUMNS,
  toStoredEvent,
  type AuditEventRow,
  type StoredAuditEvent,
} from "./audit-events";
import { databaseFault, isContentFault } from "./database-fault";
import type { Queryable } from "./pool";

export type { StoredAuditEvent };

// The trigger fills in the rest: number, time, and both hashes.
const RECORD = `
  insert into audit_events (
         occurred_at, event_id, action, outcome, actor_kind, actor_user_id, actor_session_id,
         actor_name, permission, basis, unit_id, encounter_id, subject_user_id, address, details)
  select occurred_at, event_id, action, outcome, actor_kind, actor_user_id, actor_session_id,
         actor_name, permission, basis, unit_id, encounter_id, subject_user_id, address, details
    from unnest(
         $1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[],
         $8::text[], $9::text[], $10::text[], $11::uuid[], $12::uuid[], $13::uuid[], $14::text[],
         $15::jsonb[]) with ordinality as event (
         occurred_at, event_id, action, outcome, actor_kind, actor_user_id, actor_session_id,
         actor_name, permission, basis, unit_id, encounter_id, subject_user_id, address, details,
         position)
   order by position
`;

type Row = readonly (Date | string | null)[];

function toRow(event: AuditEvent): Row {
  const { actor } = event;
  const user = actor.kind === "user" ? actor : undefined;
  return [
    event.occurredAt,
    randomUUID(),
    event.action,
    event.outcome,
    actor.kind,
    user?.userId ?? null,
    user?.sessionId ?? null,
    actor.kind === "gateway" ? actor.name : null,
    event.permission ?? null,
    event.basis ?? null,
    event.unitId ?? null,
    event.encounterId ?? null,
    event.subjectUserId ?? null,
    event.address ?? null,
    event.details ? JSON.stringify(event.details) : null,
  ];
}

const COLUMNS = 15;
const columnsOf = (rows: readonly Row[]): (Date | string | null)[][] =>
  Array.from({ length: COLUMNS }, (_, column) => rows.map((row) => row[column] ?? null));

export interface AuditTrailOptions {
  /** How long a record waits for a database that is away; then it is refused. */
  patienceMs?: number;
  /** Events that may wait at once; what comes beyond them is refused at once. */
  mostWaiting?: number;
}

export interface DurableAuditTrail extends AuditTrail {
  /** Resolves when nothing is in hand. */
  drain(): Promise<void>;
}

interface Waiting {
  rows: readonly Row[];
  resolve: () => void;
  reject: (cause: unknown) => void;
}

/** 0.1 ms each in the database: what waits behind a batch waits for 50 ms. */
const MOST_PER_BATCH = 500;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 1_000;

/**
 * The trail as the database keeps it. A first record goes at once; what comes while a batch is in
 * flight goes with the next, because a transaction costs ten times what a record does.
 *
 * `record` resolves when the events are committed. It rejects with `unavailable` when they could not be,
 * and then whoever asked must not be answered with anybody's data.
 */
export function createAuditTrail(
  pool: pg.Pool,
  { patienceMs = 5_000, mostWaiting = 10_000 }: AuditTrailOptions = {},
): DurableAuditTrail {
  let waiting: Waiting[] = [];
  let waitingEvents = 0;
  let committing: Promise<void> | undefined;

  async function commitAll(): Promise<void> {
    // What the same turn of the event loop brought goes with the first.
    await Promise.resolve();
    while (waiting.length > 0) await commit(takeBatch());
    // At once: what came a moment later would be waited for by nobody.
    committing = undefined;
  }

  /** Whole records only: events that were recorded together are stored together. */
  function takeBatch(): Waiting[] {
    let events = 0;
    const fits = waiting.findIndex(({ rows }) => (events += rows.length) > MOST_PER_BATCH);
    const batch = waiting.slice(0, fits === -1 ? waiting.length : Math.max(1, fits));
    waiting = waiting.slice(batch.length);
    for (const { rows } of batch) waitingEvents -= rows.length;
    return batch;
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await store(batch.flatMap(({ rows }) => rows));
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      // One that cannot be stored as it is must not take the others with it.
      if (isContentFault(cause) && batch.length > 1) {
        for (const each of batch) await commit([each]);
        return;
      }
      refuse(batch, cause);
      if (!isContentFault(cause)) refuseWaiting(cause);
    }
  }

  /** What waited behind a batch has waited for the same database. */
  function refuseWaiting(cause: unknown): void {
    const refused = waiting;
    waiting = [];
    waitingEvents = 0;
    refuse(refused, cause);
  }

  async function store(rows: readonly Row[]): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (let retryMs = FIRST_RETRY_MS, isRetry = false; ; isRetry = true) {
      try {
        // A server that does not answer at all is away too.
        const query = { name: "record-audit-events", text: RECORD, query_timeout: patienceMs };
        await pool.query({ ...query, values: columnsOf(rows) });
        return;
      } catch (cause) {
        // The answer to an earlier try was lost, not the records.
        if (isRetry && isStoredAlready(cause)) return;
        if (isContentFault(cause) || performance.now() + retryMs > deadline) throw cause;
        await sleep(retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
      }
    }
  }

  return {
    record: (...events) =>
      new Promise((resolve, reject) => {
        if (events.length === 0) return resolve();
        if (waitingEvents + events.length > mostWaiting)
          return reject(new AppError("unavailable", "too many audit records wait to be stored"));
        waiting.push({ rows: events.map(toRow), resolve, reject });
        waitingEvents += events.length;
        committing ??= commitAll();
      }),
    async drain() {
      while (committing) await committing;
    },
  };
}

function refuse(entries: readonly Waiting[], cause: unknown): void {
  const failure = new AppError("unavailable", "the audit trail could not be written", { cause });
  for (const { reject } of entries) reject(failure);
}

/** Each chunk has the constraint under a name of its own that ends in this one. */
function isStoredAlready(cause: unknown): boolean {
  const fault = databaseFault(cause);
  return (
    fault?.code === "23505" && Boolean(fault.constraint?.endsWith("audit_event_is_stored_once"))
  );
}

const EVENTS_AFTER = `
  select ${AUDIT_EVENT_COLUMNS}
    from audit_events
   where sequence > $1
   order by sequence
   limit $2
`;

/** The next records in the order of the chain, for who follows the trail as its owner. */
export async function auditEventsAfter(
  db: Queryable,
  sequence: number,
  limit: number,
): Promise<StoredAuditEvent[]> {
  const { rows } = await db.query<AuditEventRow>(EVENTS_AFTER, [sequence, limit]);
  return rows.map(toStoredEvent);
}
