import "server-only";
import type { Pool } from "pg";
import { actingAs } from "#db/acting";
import { createPool, type Queryable } from "#db/pool";
import type { UserId } from "#models/shared/ids";
import { env } from "./env";

// Kept on the global object: a reload in development must not leave a pool behind each time.
const kept: typeof globalThis & { wardcastPool?: Pool } = globalThis;

/** The pages' pool. Made at the first query, because a build has no database. */
export function database(): Pool {
  return (kept.wardcastPool ??= openPool());
}

/** Accounts, sessions and second factors: the one part of the database that is asked before anybody is known. */
export const identityDatabase = (): Pool => database();

/** Everything else is read and written as the person who asks. */
export const asActor = <T>(
  { userId }: { userId: UserId },
  work: (db: Queryable) => Promise<T>,
): Promise<T> => actingAs(database(), userId, work);

function openPool(): Pool {
  const pool = createPool(env().DATABASE_URL);
  // An idle connection that breaks is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => undefined);
  return pool;
}
