import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import {
  type EmbeddedDatabase,
  type LaunchStep,
  launchEmbeddedDatabase,
} from "#db/embedded/launch";
import { type DatabaseUrls, randomPassword, urlsOf } from "#db/roles";
import { admitRoles, type RoleUrls } from "./database-roles";
import { verifiedDatabaseUrl } from "./database-tls";
import type { Logger } from "./logger";

export interface Database extends DatabaseUrls {
  isEmbedded: boolean;
  /** Makes the roles' addresses good. Once the migrations have made the roles, and before their first use. */
  admitRoles(owner: pg.Pool): Promise<void>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** A TimescaleDB server; absent, the embedded one is started in `dataDir`. */
  databaseUrl: string | undefined;
  /** Of a server, where they are not to be given passwords by us. */
  roleUrls: Partial<RoleUrls>;
  /** Of the authority that signed its certificate, when that is one of the hospital's own. */
  caFile?: string | undefined;
  /** Whether a server elsewhere must prove who it is. */
  isVerified?: boolean;
  dataDir: string;
  log: Logger;
  onStep: (step: LaunchStep) => void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** The database of this process: somebody's server, or the embedded one kept alive beside us. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, roleUrls, caFile, isVerified } = options;
  if (databaseUrl) {
    const verified = (url: string): string =>
      isVerified || caFile !== undefined ? verifiedDatabaseUrl(url, caFile) : url;
    const roles = Object.entries(roleUrls).map(([role, url]) => [role, verified(url)]);
    return namedServer(verified(databaseUrl), Object.fromEntries(roles));
  }

  const keeper = new EmbeddedDatabaseKeeper(options);
  const urls = await keeper.start();
  return {
    ...urls,
    isEmbedded: true,
    admitRoles: async () => undefined, // the front door knows their passwords
    stop: () => keeper.stop(),
  };
}

function namedServer(ownerUrl: string, given: Partial<RoleUrls>): Database {
  const urls = { ...urlsOf(ownerUrl, () => randomPassword()), ...given };
  return {
    ...urls,
    isEmbedded: false,
    admitRoles: (owner) => admitRoles(owner, urls, given),
    stop: async () => undefined,
  };
}

/** Starts the embedded database again when it dies, at the same address, so that pools find it. */
class EmbeddedDatabaseKeeper {
  #database: EmbeddedDatabase | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isStopped = false;
  readonly #urlFile: string;

  constructor(private readonly options: DatabaseOptions) {
    this.#urlFile = join(options.dataDir, "database-url");
  }

  async start(): Promise<DatabaseUrls> {
    const { dataDir, log, onStep } = this.options;
    const database = await launchEmbeddedDatabase({ dataDir, log, onStep });
    this.#watch(database);
    // For the operator's own tools: the password is new at every start.
    await writeFile(this.#urlFile, database.url, { mode: 0o600 });
    return database.urls;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    await this.#database?.stop();
    await rm(this.#urlFile, { force: true });
  }

  #watch(database: EmbeddedDatabase): void {
    this.#database = database;
    database.onExit((exit) => {
      if (this.#isStopped) return;
      this.options.log.error({ ...exit }, "embedded database died; starting it again");
      this.#restart(database, FIRST_RETRY_MS);
    });
  }

  #restart(last: EmbeddedDatabase, delayMs: number): void {
    const { dataDir, log } = this.options;
    this.#retry = setTimeout(() => {
      const { port, passwords } = last;
      launchEmbeddedDatabase({ dataDir, log, port, passwords }).then(
        (database) => (this.#isStopped ? database.stop() : this.#watch(database)),
        (cause: unknown) => {
          log.error({ cause }, "embedded database did not start");
          if (!this.#isStopped) this.#restart(last, Math.min(delayMs * 2, LONGEST_RETRY_MS));
        },
      );
    }, delayMs);
  }
}
