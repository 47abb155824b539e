import type pg from "pg";
import { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { inTransaction } from "./transaction";

/**
 * Runs `work` in one transaction as that person: row-level security shows and takes what they may see
 * and change, whatever the queries ask for. The setting ends with the transaction.
 */
export const actingAs = <T>(
  pool: pg.Pool,
  userId: UserId,
  work: (client: Queryable) => Promise<T>,
): Promise<T> =>
  inTransaction(pool, work, {
    // One round trip. Parsed, because `set` takes no parameters.
    begin: `begin; set local wardcast.user_id = '${UserId.parse(userId)}'`,
  });

/** As {@link actingAs}, for several queries that are to tell of one and the same instant; nothing is written. */
export const readingAs = <T>(
  pool: pg.Pool,
  userId: UserId,
  work: (client: Queryable) => Promise<T>,
): Promise<T> =>
  inTransaction(pool, work, {
    begin: `begin isolation level repeatable read read only; set local wardcast.user_id = '${UserId.parse(userId)}'`,
  });
