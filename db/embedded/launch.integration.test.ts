import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { templateFolder } from "../testing/template-folder";
import { type EmbeddedDatabase, launchEmbeddedDatabase, type LaunchOptions } from "./launch";

let dataDir: string;
const started: { stop(): Promise<void> }[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "wardcast-launch-"));
});
afterEach(async () => {
  for (const database of started.splice(0)) await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** As if it had been created and stopped: creating takes three seconds, and is one test's matter. */
const createdBefore = async (): Promise<void> =>
  cpSync(await templateFolder(), join(dataDir, "database"), { recursive: true });

const silent = { info: () => {}, warn: () => {} };
async function launched(options: Partial<LaunchOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await launchEmbeddedDatabase({ dataDir, log: silent, ...options });
  started.push(database);
  return database;
}
async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows ?? [];
  } finally {
    await client.end();
  }
}
const exitOf = (database: EmbeddedDatabase) =>
  new Promise((resolve) => database.onExit((exit) => resolve(exit)));
it("creates the folder at the first start, and finds its data at the next", async () => {
  const steps: string[] = [];
  const first = await launched({ onStep: (step) => steps.push(step) });
  await ask(first.url, "create table kept (a int); insert into kept values (1)");
  await first.stop();

  const second = await launched({ onStep: (step) => steps.push(step) });
  expect(await ask(second.url, "select a from kept")).toEqual([{ a: 1 }]);
  expect(steps).toEqual(["waiting", "creating", "opening", "waiting", "opening"]);
  expect(existsSync(join(dataDir, "database.lock"))).toBe(true);
  await second.stop();
  expect(existsSync(join(dataDir, "database.lock"))).toBe(false);
});

it("comes back on the same address after a kill, with every commit and nothing half done", async () => {
  await createdBefore();
  const first = await launched();
  await ask(first.url, "create table kept (a int)");
  await ask(first.url, "insert into kept select generate_series(1, 1000)");
  const pool = new pg.Pool({ connectionString: first.url });
  pool.on("error", () => {});
  const half = await pool.connect();
  half.on("error", () => {});
  await half.query("begin; insert into kept values (0)");
  process.kill(first.pid, "SIGKILL");
  expect(await exitOf(first)).toEqual({ code: null, signal: "SIGKILL" });
  half.release(true);

  const steps: string[] = [];
  const { port, passwords } = first;
  const second = await launched({ port, passwords, onStep: (step) => steps.push(step) });

  expect(second.url).toBe(first.url);
  expect(steps).toContain("recovering");
  expect((await pool.query("select count(*)::int, min(a) from kept")).rows).toEqual([
    { count: 1000, min: 1 },
  ]);
  await pool.end();
});

it("does not open a folder that is open", { timeout: 40_000 }, async () => {
  await createdBefore();
  const first = await launched();
  await expect(launched()).rejects.toThrow(new RegExp(`in use by process ${first.pid}`));
  expect(await ask(first.url, "select 1 as a")).toEqual([{ a: 1 }]);
});

it("takes over the lock of a process that is gone, or of one that is no database", async () => {
  await createdBefore();
  await writeFile(join(dataDir, "database.lock"), `${process.pid}\n`);
  const database = await launched();
  expect(await ask(database.url, "select 1 as a")).toEqual([{ a: 1 }]);
});

it("outlives Ctrl-C, which is its parent's to deal with", async () => {
  await createdBefore();
  const database = await launched();
  process.kill(database.pid, "SIGINT");
  expect(await ask(database.url, "select 1 as a")).toEqual([{ a: 1 }]);
});

it(
  "leaves, and gives the folder back, when its parent is killed",
  { timeout: 60_000 },
  async () => {
    await createdBefore();
    const script = join(dataDir, "parent.mts");
    const launcher = fileURLToPath(new URL("./launch.ts", import.meta.url));
    await writeFile(
      script,
      `import { launchEmbeddedDatabase } from ${JSON.stringify(launcher)};
     const log = { info() {}, warn() {} };
     const { pid } = await launchEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)}, log });
     console.log(pid);
     setInterval(() => {}, 1000);`,
    );
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const parent = spawn(process.execPath, ["--import", tsx, script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [printed] = await once(parent.stdout, "data");
    const pid = Number(String(printed));
    parent.kill("SIGKILL");

    // A folder that was closed needs no recovery.
    const steps: string[] = [];
    const next = await launched({ onStep: (step) => steps.push(step) });
    expect(next.pid).not.toBe(pid);
    expect(steps).toEqual(["waiting", "opening"]);
    expect(await ask(next.url, "select 1 as a")).toEqual([{ a: 1 }]);
  },
);

it("says why it cannot start", async () => {
  await writeFile(join(dataDir, "database"), "a file, not a folder");
  await expect(launched()).rejects.toThrow(/embedded database/);
});
