import type pg from "pg";
import { markAcceptancesAudited, unauditedAcceptances } from "#db/file-integrity";
import { lockCursor, noteCheck, saveCursor, type DetectorCursor } from "#db/detector-cursor";
import { markStepsAudited, unauditedSteps } from "#db/incident-audit";
import { takeSignal } from "#db/incidents";
import type { Queryable } from "#db/pool";
import { inTransaction } from "#db/transaction";
import type { AuditTrail, StoredAuditEvent } from "#models/audit/audit-event";
import {
  detect,
  type DetectorState,
  NOTHING_SEEN,
  oldestSequence,
  restored,
} from "#models/security/detect";
import { MS_PER_SECOND } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/** The audit trail, read in order. Its records are appended one after the other: none appears before the last one read. */
export type AuditEventsAfter = (
  db: Queryable,
  sequence: number,
  limit: number,
) => Promise<StoredAuditEvent[]>;

const BATCH = 500;
/** That the trail was looked at is written down this often when there was nothing in it. */
const NOTE_EVERY_MS = 30 * MS_PER_SECOND;

/**
 * Reads the audit trail as it grows and opens or extends incidents. Signals and cursor are one
 * transaction: whenever we are killed, the next run goes on after the last record that counted, with
 * the same windows, and nothing is opened twice or missed.
 */
export function watchIncidents({
  audit,
  eventsAfter,
  batch = BATCH,
}: {
  audit: AuditTrail;
  eventsAfter: AuditEventsAfter;
  /** Records taken in one transaction. */
  batch?: number;
}): Job {
  // What was in the windows after the record `processed`; another instance may have gone on since.
  let memory: { processed: number; state: DetectorState } | undefined;
  let notedAt = -Infinity;

  async function takeBatch(client: Queryable, now: Date) {
    const cursor = await lockCursor(client);
    const before =
      memory?.processed === cursor.processed
        ? memory.state
        : await restore(client, cursor, eventsAfter);
    const events = await eventsAfter(client, cursor.processed, batch);
    const last = events.at(-1);
    if (!last) {
      if (now.getTime() - notedAt >= NOTE_EVERY_MS) await noteCheck(client, now);
      return { processed: cursor.processed, state: before, events: 0, signals: 0 };
    }

    const { state, signals } = detect(before, events);
    for (const signal of signals) await takeSignal(client, signal, now);
    const processed = last.sequence;
    const windowFrom = oldestSequence(state) ?? processed + 1;
    await saveCursor(
      client,
      { processed, windowFrom, kept: state },
      { lastSignalAt: signals.at(-1)?.at, now },
    );
    return { processed, state, events: events.length, signals: signals.length };
  }

  return {
    name: "watch-incidents",
    schedule: "*/3 * * * * *",
    async run({ pool, now, signal }) {
      let found = 0;
      for (let isMore = true; isMore && !signal.aborted;) {
        const taken = await inTransaction(pool, (client) => takeBatch(client, now));
        memory = { processed: taken.processed, state: taken.state };
        found += taken.signals;
        isMore = taken.events === batch;
        if (taken.events > 0 || now.getTime() - notedAt >= NOTE_EVERY_MS) notedAt = now.getTime();
      }
      const recorded = await recordWhatWasDone(pool, audit, now);
      return found + recorded > 0 ? { signals: found, recorded } : undefined;
    },
  };
}

/** Reads again what is still in the windows. Says nothing: it was said when it was read first. */
async function restore(
  client: Queryable,
  { processed, windowFrom, kept }: DetectorCursor,
  eventsAfter: AuditEventsAfter,
): Promise<DetectorState> {
  let state = NOTHING_SEEN;
  let readUpTo = windowFrom - 1;
  while (readUpTo < processed) {
    const events = await eventsAfter(client, readUpTo, BATCH);
    const known = events.filter(({ sequence }) => sequence <= processed);
    const last = known.at(-1);
    if (!last) break;
    state = detect(state, known).state;
    readUpTo = last.sequence;
  }
  return restored(state, kept);
}

/**
 * Carries the steps of incidents, and accepted files, into the audit trail. Not in the transaction
 * that made them: the trail has a connection of its own, and the embedded database only one session.
 */
async function recordWhatWasDone(pool: pg.Pool, audit: AuditTrail, now: Date): Promise<number> {
  const steps = await unauditedSteps(pool, BATCH);
  if (steps.length > 0) {
    await audit.record(...steps.map(({ event }) => event));
    await markStepsAudited(
      pool,
      steps.map(({ sequence }) => sequence),
      now,
    );
  }
  const files = await unauditedAcceptances(pool, BATCH);
  if (files.length > 0) {
    await audit.record(...files.map(({ event }) => event));
    await markAcceptancesAudited(
      pool,
      files.map(({ id }) => id),
      now,
    );
  }
  return steps.length + files.length;
}
