import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The options by which an operator's command finds the database. */
export const DATABASE_OPTIONS = {
  database: { type: "string" },
  "data-dir": { type: "string", default: ".data" },
} as const;

export const DATABASE_USAGE = `  --database URL     a TimescaleDB server; without it, that of the server running in --data-dir
  --data-dir FOLDER  where the server keeps its data (.data)`;

/** The address given, or the one that the running server has written into its data folder. */
export function databaseUrl(values: { database?: string | undefined; "data-dir": string }): string {
  if (values.database) return values.database;
  const file = join(values["data-dir"], "database-url");
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`${file} is not there: start the server first, or give --database`, { cause });
  }
}
