import type pg from "pg";
import { inTransaction } from "../transaction";

/** The trail as it is at first. For tests only: it takes a superuser, who switches off what keeps it. */
export async function emptyAuditTrail(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    await client.query("delete from audit_events");
    await client.query(
      `update audit_chain
          set sequence = 0, hash = decode(repeat('00', 32), 'hex'), recorded_at = to_timestamp(0)`,
    );
  });
}
