import pg from "pg";

/** A pool or a transaction's client: query functions take either, so callers decide what is atomic. */
export type Queryable = Pick<pg.ClientBase, "query">;

export const createPool = (connectionString: string, options: pg.PoolConfig = {}): pg.Pool =>
  new pg.Pool({
    connectionString,
    max: 8,
    connectionTimeoutMillis: 5_000,
    // A server that vanished without a word is noticed in minutes, not in the two hours of the system.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...options,
  });
