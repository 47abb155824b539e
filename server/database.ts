import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type EmbeddedDatabase,
  type LaunchStep,
  launchEmbeddedDatabase,
} from "#db/embedded/launch";
import { verifiedDatabaseUrl } from "./database-tls";
import type { Logger } from "./logger";

export interface Database {
  url: string;
  isEmbedded: boolean;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** A TimescaleDB server; absent, the embedded one is started in `dataDir`. */
  databaseUrl: string | undefined;
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
  const { databaseUrl, caFile, isVerified } = options;
  if (databaseUrl) {
    const url =
      isVerified || caFile !== undefined ? verifiedDatabaseUrl(databaseUrl, caFile) : databaseUrl;
    return { url, isEmbedded: false, stop: async () => undefined };
  }

  const keeper = new EmbeddedDatabaseKeeper(options);
  const url = await keeper.start();
  return { url, isEmbedded: true, stop: () => keeper.stop() };
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

  async start(): Promise<string> {
    const { dataDir, log, onStep } = this.options;
    const database = await launchEmbeddedDatabase({ dataDir, log, onStep });
    this.#watch(database);
    // For the operator's own tools: the password is new at every start.
    await writeFile(this.#urlFile, database.url, { mode: 0o600 });
    return database.url;
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
      const { port, password } = last;
      launchEmbeddedDatabase({ dataDir, log, port, password }).then(
        (database) => (this.#isStopped ? database.stop() : this.#watch(database)),
        (cause: unknown) => {
          log.error({ cause }, "embedded database did not start");
          if (!this.#isStopped) this.#restart(last, Math.min(delayMs * 2, LONGEST_RETRY_MS));
        },
      );
    }, delayMs);
  }
}
