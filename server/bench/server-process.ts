import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import type { MasterKey } from "#db/encryption/master-key";
import { readMasterKeys } from "../master-key";
import { SERVER_FLAGS } from "../node-flags.mjs";
import { findChild } from "./process-usage";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const READY_WITHIN_MS = 120_000;
/** What tells the embedded database's process from the others. */
const DATABASE_COMMAND = "db/embedded/child";

/** A server of our own on random ports and a folder of its own, to be measured or killed. */
export class ServerProcess {
  readonly secret = randomBytes(48).toString("base64url");
  #child: ChildProcess | undefined;

  private constructor(
    readonly httpPort: number,
    readonly mllpPort: number,
    readonly dataDir: string,
    private readonly beds: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Prepares; nothing runs before `start`. `settings` are variables of its own. */
  static async prepare(
    beds: number,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), "wardcast-load-"));
    return new ServerProcess(await freePort(), await freePort(), dataDir, beds, settings);
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error("the server does not run");
    return pid;
  }

  get isRunning(): boolean {
    return (
      this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
    );
  }

  /** Starts the process; `untilReady` tells when it serves. */
  start(): void {
    const log = createWriteStream(join(this.dataDir, "server.log"), { flags: "a" });
    const child = spawn(
      process.execPath,
      [...SERVER_FLAGS, "--import", "tsx", join(ROOT, "server/main.ts")],
      {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          PATH: process.env["PATH"],
          HOME: process.env["HOME"],
          NODE_ENV: "production",
          ALLOW_EMBEDDED_DATABASE: "1",
          HOST: "127.0.0.1",
          PORT: String(this.httpPort),
          MLLP_PORT: String(this.mllpPort),
          PUBLIC_URL: this.url,
          NEXTAUTH_URL: this.url,
          NEXTAUTH_SECRET: this.secret,
          DATA_DIR: this.dataDir,
          HOSPITAL_PLAN: `load-test:${this.beds}`,
          LOG_LEVEL: "warn",
          // Pages are not what is measured, and need a build.
          WEB: "off",
          ...this.settings,
        },
      },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#child = child;
  }

  /** Throws with the end of its log when the process ends first, or takes two minutes. */
  async untilReady(): Promise<void> {
    const startedAt = Date.now();
    while (Date.now() - startedAt < READY_WITHIN_MS) {
      if (!this.isRunning) throw new Error(`the server ended:\n${await this.#logTail()}`);
      const isReady = await fetch(`${this.url}/api/ready`, {
        signal: AbortSignal.timeout(2_000),
      }).then(
        (response) => response.status === 200,
        () => false,
      );
      if (isReady) return;
      await sleep(50);
    }
    throw new Error(`the server was not ready in two minutes:\n${await this.#logTail()}`);
  }

  databasePid = (): Promise<number | undefined> => findChild(this.pid, DATABASE_COMMAND);

  /** Changes whenever the embedded database is started by a new server. */
  databaseUrl = async (): Promise<string> =>
    (await readFile(join(this.dataDir, "database-url"), "utf8")).trim();

  /** The one that its first start made. */
  masterKey = async (): Promise<MasterKey> =>
    (await readMasterKeys({}, { folder: this.dataDir, mayMake: false })).master;

  /** `kill -9`, and its end awaited. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** As when a machine fails: its database goes with it, and not in an orderly way. Answers with the instant. */
  async killWithDatabase(): Promise<number> {
    const databasePid = await this.databasePid();
    const killedAt = Date.now();
    await this.kill();
    if (databasePid !== undefined) endNow(databasePid);
    return killedAt;
  }

  /** Stops it, by force if it takes 20 s, and removes its folder. */
  async remove(): Promise<void> {
    if (this.isRunning) await this.#end("SIGTERM");
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const force = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(force);
  }

  async #logTail(): Promise<string> {
    const text = await readFile(join(this.dataDir, "server.log"), "utf8").catch(() => "");
    return text.split("\n").slice(-20).join("\n");
  }
}

export function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return; // it had ended by itself
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
