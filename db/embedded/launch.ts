import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type DatabaseUrls, randomPassword, urlsOf } from "../roles";
import { type ChildReport, OWNER, type Passwords, type StartOrder } from "./child-messages";

export interface LaunchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface LaunchOptions {
  /** The database is kept in its folder `database`. */
  dataDir: string;
  log: LaunchLog;
  /** Those of a server that was killed, so that its clients' address stays good. */
  port?: number;
  passwords?: Passwords;
  /** Told of what takes long: `creating` 3 to 8 s, `recovering` about 1 s for each 20 MB of log. */
  onStep?: (step: LaunchStep) => void;
}

export type LaunchStep = "waiting" | "creating" | "recovering" | "opening";

export interface EmbeddedDatabase {
  /** The owner's. */
  url: string;
  urls: DatabaseUrls;
  port: number;
  passwords: Passwords;
  pid: number;
  /** Finishes the statement in hand, writes a checkpoint, and leaves. */
  stop(): Promise<void>;
  /** Called once when the process has ended, also at once if it already has. */
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void;
}

/** A stop that takes longer than this is a kill: the log holds every commit. */
const STOP_MS = 20_000;

/**
 * Starts the embedded TimescaleDB in a process of its own, and resolves when it takes connections.
 *
 * Throws with the child's reason when the folder is in use, cannot be created, or is damaged.
 */
export async function launchEmbeddedDatabase({
  dataDir,
  log,
  port = 0,
  passwords = randomPasswords(),
  onStep = () => {},
}: LaunchOptions): Promise<EmbeddedDatabase> {
  const child = spawnChild();
  const exit = once(child, "exit").then(([code, signal]) => ({ code, signal }));
  logErrors(child, log);

  const order: StartOrder = { dataDir, port, passwords };
  child.send(order);
  const listeningOn = await untilReady(child, (step) => {
    log.info({ step }, "embedded database");
    onStep(step);
  });
  const pid = child.pid ?? 0;
  log.info({ pid, port: listeningOn }, "embedded database is ready");

  const url = `postgres://${OWNER}:${passwords[OWNER]}@127.0.0.1:${listeningOn}/postgres`;
  return {
    url,
    urls: urlsOf(url, (role) => passwords[role]),
    port: listeningOn,
    passwords,
    pid,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await exit;
      clearTimeout(timer);
    },
    onExit: (listener) => void exit.then(listener),
  };
}

const randomPasswords = (): Passwords => ({
  [OWNER]: randomPassword(),
  wardcast_app: randomPassword(),
  wardcast_service: randomPassword(),
  wardcast_identity: randomPassword(),
});

function spawnChild(): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const entry = fileURLToPath(new URL("./child.ts", import.meta.url));
  return spawn(process.execPath, ["--import", pathToFileURL(tsx).href, entry], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: withoutSecrets(process.env),
  });
}

/** The database is not told what opens it: the pages' settings are in this process's environment. */
const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(MASTER_KEY|NEXTAUTH_SECRET|OIDC_CLIENT_SECRET)/.test(name),
    ),
  ),
  NODE_ENV: env.NODE_ENV,
});

const untilReady = (child: ChildProcess, onStep: (step: LaunchStep) => void): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on("message", (report: ChildReport) => {
      if (report.kind === "step") onStep(report.step);
      if (report.kind === "ready") resolve(report.port);
      if (report.kind === "failed") reject(new Error(`embedded database: ${report.reason}`));
    });
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`embedded database ended at start (${signal ?? code})`)),
    );
  });

function logErrors(child: ChildProcess, log: LaunchLog): void {
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log.warn({ text: text.trim().slice(0, 2_000) }, "embedded database wrote");
  });
}
