import type pg from "pg";
import type { AuditEvent, AuditTrail, StoredAuditEvent } from "#models/audit/audit-event";
import type { Queryable } from "./pool";

const INSERT = "insert into audit_events (event) select unnest($1::jsonb[])";

export const createAuditTrail = (pool: pg.Pool): AuditTrail => ({
  async record(...events) {
    await pool.query(INSERT, [events.map((event) => JSON.stringify(event))]);
  },
});

const AFTER = `
  select sequence::int, event
    from audit_events
   where sequence > $1
   order by sequence
   limit $2
`;

/** The events after that sequence, oldest first. */
export async function auditEventsAfter(
  db: Queryable,
  sequence: number,
  limit: number,
): Promise<StoredAuditEvent[]> {
  const { rows } = await db.query<{ sequence: number; event: AuditEvent }>(AFTER, [
    sequence,
    limit,
  ]);
  return rows.map(({ sequence: number, event }) => ({
    ...event,
    sequence: number,
    occurredAt: new Date(event.occurredAt),
  }));
}
