import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type pg from "pg";
import { createPool } from "#db/pool";
import { isLocalDatabase, verifiedDatabaseUrl } from "../database-tls";

/** The options by which an operator's command finds the database. */
export const DATABASE_OPTIONS = {
  database: { type: "string" },
  "database-ca": { type: "string" },
  "data-dir": { type: "string", default: ".data" },
} as const;

export const DATABASE_USAGE = `  --database URL     a TimescaleDB server; without it, that of the server running in --data-dir
  --database-ca FILE the authority that signed that server's certificate, when it is one of your own
  --data-dir FOLDER  where the server keeps its data (.data)`;

interface DatabaseValues {
  database?: string | undefined;
  "database-ca"?: string | undefined;
  "data-dir": string;
}

/**
 * The address given, or the one that the running server has written into its data folder. A server on
 * another machine must prove who it is, unless the address itself says otherwise.
 */
export function databaseUrl(values: DatabaseValues): string {
  if (values.database) {
    const caFile = values["database-ca"];
    const saysHow = values.database.includes("sslmode=");
    return caFile !== undefined || !(saysHow || isLocalDatabase(values.database))
      ? verifiedDatabaseUrl(values.database, caFile === undefined ? undefined : resolve(caFile))
      : values.database;
  }
  const file = join(values["data-dir"], "database-url");
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`${file} is not there: start the server first, or give --database`, { cause });
  }
}

/** One connection for a command. Where there is no database it ends with the reason instead of a stack. */
export function openDatabaseOrExit(values: DatabaseValues): pg.Pool {
  try {
    return createPool(databaseUrl(values), { max: 1 });
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exit(1);
  }
}
