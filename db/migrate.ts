import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type pg from "pg";
import { createPool, type Queryable } from "./pool";
import { saveRolePermissions } from "./role-permissions";
import { inTransaction } from "./transaction";

export interface Migration {
  version: number;
  name: string;
  sql: string;
  sha256: string;
}

export interface MigrateOptions {
  log?: { info(fields: object, message: string): void };
  folder?: URL;
}

const MIGRATIONS = new URL("./migrations/", import.meta.url);
const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;

const CREATE_LEDGER = `
  create table if not exists schema_migrations (
    version    integer     primary key,
    name       text        not null,
    sha256     text        not null,
    applied_at timestamptz not null default now()
  )
`;

/** Any number will do, as long as every migrator takes the same. */
const LOCK = "select pg_advisory_xact_lock(7203114)";

const APPLIED = "select version, name, sha256 from schema_migrations order by version";

const RECORD = "insert into schema_migrations (version, name, sha256) values ($1, $2, $3)";

/**
 * Brings the schema up to date: forward only, one transaction per file, each under a lock that ends
 * with it, so that two migrators at once apply every file once. Then tells the database what each role
 * may do. Returns the names it applied.
 *
 * Throws, naming the file, when one that was applied has changed or is gone.
 */
export async function migrate(
  database: string | pg.Pool,
  { log, folder = MIGRATIONS }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const pool = typeof database === "string" ? createPool(database, { max: 1 }) : database;
  try {
    await inTransaction(pool, async (client) => {
      await client.query(LOCK);
      await client.query(CREATE_LEDGER);
    });
    const applied: string[] = [];
    for (const migration of migrations) {
      if (!(await applyOnce(pool, migration, migrations))) continue;
      log?.info({ migration: migration.name }, "migrated");
      applied.push(migration.name);
    }
    await inTransaction(pool, async (client) => {
      await client.query(LOCK);
      await saveRolePermissions(client);
    });
    return applied;
  } finally {
    if (typeof database === "string") await pool.end();
  }
}

/** The files in order of their number. Throws for a name that is not `0001_noun.sql`, or a number given twice. */
export async function readMigrations(folder: URL = MIGRATIONS): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    files.map(async (file) => {
      const [, version] = FILE_NAME.exec(file) ?? [];
      if (version === undefined) throw new Error(`migration ${file}: not named 0001_noun.sql`);
      const sql = await readFile(new URL(file, folder), "utf8");
      return {
        version: Number(version),
        name: file.replace(/\.sql$/, ""),
        sql,
        sha256: createHash("sha256").update(sql).digest("hex"),
      };
    }),
  );
  migrations.forEach(({ version, name }, index) => {
    if (migrations[index + 1]?.version === version) {
      throw new Error(`migration ${name}: its number is given twice`);
    }
  });
  return migrations;
}

const applyOnce = (
  pool: pg.Pool,
  migration: Migration,
  all: readonly Migration[],
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    await client.query(LOCK);
    const known = await requireUnchanged(client, all);
    if (known.has(migration.version)) return false;

    await client.query(migration.sql);
    await client.query(RECORD, [migration.version, migration.name, migration.sha256]);
    return true;
  });

/** The versions in the database, once it is sure that they are those of our files. */
async function requireUnchanged(
  client: Queryable,
  migrations: readonly Migration[],
): Promise<Set<number>> {
  const { rows } = await client.query<Omit<Migration, "sql">>(APPLIED);
  for (const row of rows) {
    const ours = migrations.find(({ version }) => version === row.version);
    if (!ours) throw new Error(`migration ${row.name} was applied, but its file is gone`);
    if (ours.sha256 !== row.sha256) {
      throw new Error(`migration ${ours.name} was changed after it was applied`);
    }
  }
  return new Set(rows.map(({ version }) => version));
}
