import "server-only";
import type { Pool } from "pg";
import { createPool } from "#db/pool";
import { env } from "./env";

// Kept on the global object: a reload in development must not leave a pool behind each time.
const kept: typeof globalThis & { wardcastPool?: Pool } = globalThis;

/** The pages' pool. Made at the first query, because a build has no database. */
export function database(): Pool {
  return (kept.wardcastPool ??= openPool());
}

function openPool(): Pool {
  const pool = createPool(env().DATABASE_URL);
  // An idle connection that breaks is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => undefined);
  return pool;
}
