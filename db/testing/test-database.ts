import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { launchEmbeddedDatabase } from "../embedded/launch";
import { migrate } from "../migrate";
import { createPool } from "../pool";
import { templateFolder } from "./template-folder";

export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  /** Closes the pool and throws the database away. */
  stop(): Promise<void>;
}

/**
 * A migrated database of its own for one test file: a copy of a folder, or, when
 * TEST_DATABASE_URL names a TimescaleDB server, a database on it.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? createOnServer(server) : createEmbedded();
}

async function createEmbedded(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "wardcast-test-"));
  await cp(await templateFolder(), join(dataDir, "database"), { recursive: true });

  const database = await launchEmbeddedDatabase({ dataDir, log: silent });
  const pool = createPool(database.url);
  pool.on("error", ignoreLostConnection);
  return {
    url: database.url,
    pool,
    stop: async () => {
      await pool.end();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createOnServer(server: string): Promise<TestDatabase> {
  const name = `wardcast_test_${randomBytes(6).toString("hex")}`;
  await withClient(server, (client) => client.query(`create database ${name}`));

  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await migrate(url);
  const pool = createPool(url);
  pool.on("error", ignoreLostConnection);
  return {
    url,
    pool,
    stop: async () => {
      await pool.end();
      await withClient(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Idle connections break when a test stops or kills its database; the next query tells. */
const ignoreLostConnection = (): void => {};
const silent = { info: () => {}, warn: () => {} };
