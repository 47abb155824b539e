import "server-only";
import type { Pool } from "pg";
import { actingAs } from "#db/acting";
import { createPool, type Queryable } from "#db/pool";
import type { UserId } from "#models/shared/ids";
import { env } from "./env";

// Kept on the global object: a reload in development must not leave a pool behind each time. Made at
// the first query, because a build has no database.
const kept: typeof globalThis & { wardcastPeople?: Pool; wardcastIdentity?: Pool } = globalThis;

/** Accounts, sessions and second factors: the one part of the database that is asked before anybody is known. */
export const identityDatabase = (): Pool =>
  (kept.wardcastIdentity ??= openPool(env().IDENTITY_DATABASE_URL));

/**
 * Everything else is read and written as the person who asks, in one transaction. There is no other way
 * to it, so no page can read for nobody. One statement at a time: a transaction is one connection.
 */
export const asActor = <T>(
  { userId }: { userId: UserId },
  work: (db: Queryable) => Promise<T>,
): Promise<T> => actingAs((kept.wardcastPeople ??= openPool(env().DATABASE_URL)), userId, work);

/**
 * The embedded server answers one at a time, and a forecast that is being stored may hold it for some seconds. A
 * page that waits shows that it does; one that gives up shows nothing. A server that is gone refuses at once.
 */
const PATIENCE_MS = 15_000;

function openPool(url: string): Pool {
  const pool = createPool(url, { connectionTimeoutMillis: PATIENCE_MS });
  // An idle connection that breaks is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => undefined);
  return pool;
}
