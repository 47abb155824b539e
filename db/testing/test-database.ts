import { createHash, randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../migrate";
import { createPool } from "../pool";
import {
  type DatabaseUrls,
  givePassword,
  RESTRICTED_ROLES,
  type RestrictedRole,
  urlsOf,
} from "../roles";
import { hostDatabase } from "./database-host";
import { templateFolder } from "./template-folder";

export interface TestDatabase {
  /** The owner's, as is `pool`. */
  url: string;
  pool: pg.Pool;
  urls: DatabaseUrls;
  /** What each part of the system connects as, with no more rights than it has there. */
  pools: Readonly<Record<"app" | "service" | "identity", pg.Pool>>;
  /** Closes the pools and throws the database away. */
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
  const folder = join(dataDir, "database");
  // Fifteen hundred small files: one call after the other is twice as fast as the same in promises.
  cpSync(await templateFolder(), folder, { recursive: true });

  const database = await hostDatabase(folder);
  const pools = openPools(database.urls);
  return {
    url: database.url,
    urls: database.urls,
    ...pools,
    stop: async () => {
      await pools.end();
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
  const urls = await serverUrls(server, url);
  const pools = openPools(urls);
  return {
    url,
    urls,
    ...pools,
    stop: async () => {
      await pools.end();
      await withClient(server, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** A pool connects when it is first asked, so those that a test does not use cost nothing. */
function openPools({ ownerUrl, appUrl, serviceUrl, identityUrl }: DatabaseUrls) {
  const open = (url: string): pg.Pool => {
    const pool = createPool(url);
    pool.on("error", ignoreLostConnection);
    return pool;
  };
  const pool = open(ownerUrl);
  const pools = { app: open(appUrl), service: open(serviceUrl), identity: open(identityUrl) };
  return {
    pool,
    pools,
    end: async () => {
      await Promise.all([pool, ...Object.values(pools)].map((each) => each.end()));
    },
  };
}

/**
 * The roles belong to the whole server, and test files run side by side: so everyone gives the same
 * passwords, one after the other.
 */
async function serverUrls(server: string, ownerUrl: string): Promise<DatabaseUrls> {
  const passwordOf = (role: RestrictedRole) =>
    createHash("sha256").update(`${server} ${role}`).digest("hex");
  await withClient(server, async (client) => {
    await client.query("select pg_advisory_lock(7203115)");
    for (const role of RESTRICTED_ROLES) await givePassword(client, role, passwordOf(role));
  });
  return urlsOf(ownerUrl, passwordOf);
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
