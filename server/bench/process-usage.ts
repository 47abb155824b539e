import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessUsage {
  /** Since the process began. */
  cpuSeconds: number;
  rssMb: number;
}

const TICKS_PER_SECOND = 100; // USER_HZ, 100 on every Linux that Node runs on
const MB = 1_048_576;
const run = promisify(execFile);

/** CPU and memory of a process; undefined when it has ended. Without /proc it asks `ps`. */
export async function readUsage(pid: number): Promise<ProcessUsage | undefined> {
  try {
    return process.platform === "linux" ? await readProc(pid) : await readPs(pid);
  } catch {
    return undefined; // it has ended: what it used can no longer be known
  }
}

async function readProc(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8"),
    readFile(`/proc/${pid}/status`, "utf8"),
  ]);
  // The second field is a name in parentheses that may hold spaces: count from its end.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  const rssKb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
  return { cpuSeconds: ticks / TICKS_PER_SECOND, rssMb: (rssKb * 1_024) / MB };
}

async function readPs(pid: number): Promise<ProcessUsage> {
  const { stdout } = await run("ps", ["-o", "time=,rss=", "-p", String(pid)]);
  const [time = "", rssKb = ""] = stdout.trim().split(/\s+/);
  const cpuSeconds = time.split(":").reduce((total, part) => total * 60 + Number(part), 0);
  return { cpuSeconds, rssMb: (Number(rssKb) * 1_024) / MB };
}

/** The child of a process whose command line holds `text`; undefined when there is none. */
export async function findChild(parent: number, text: string): Promise<number | undefined> {
  if (process.platform !== "linux") {
    const { stdout } = await run("pgrep", ["-P", String(parent), "-f", text]).catch(() => ({
      stdout: "",
    }));
    return stdout === "" ? undefined : Number(stdout.split("\n")[0]);
  }
  const entries = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const name of entries) {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, "utf8").catch(() => ""),
      readFile(`/proc/${name}/cmdline`, "utf8").catch(() => ""),
    ]);
    const parentOf = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (parentOf === parent && command.includes(text)) return Number(name);
  }
  return undefined;
}

/** Averages what processes use between `start` and `stop`, and keeps the most memory seen. */
export class UsageMeter {
  readonly #pid: number;
  #startedAt = 0;
  #before: ProcessUsage | undefined;
  #mostRssMb = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(pid: number) {
    this.#pid = pid;
  }

  async start(): Promise<void> {
    this.#before = await readUsage(this.#pid);
    this.#startedAt = performance.now();
    this.#mostRssMb = this.#before?.rssMb ?? 0;
    this.#timer = setInterval(() => {
      void readUsage(this.#pid).then((usage) => {
        this.#mostRssMb = Math.max(this.#mostRssMb, usage?.rssMb ?? 0);
      });
    }, 1_000);
  }

  /** Percent of one core, so that two busy cores are 200. */
  async stop(): Promise<{ cpuPercent: number; rssMb: number }> {
    clearInterval(this.#timer);
    const after = await readUsage(this.#pid);
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const used = (after?.cpuSeconds ?? Number.NaN) - (this.#before?.cpuSeconds ?? Number.NaN);
    return {
      cpuPercent: (used / seconds) * 100,
      rssMb: Math.max(this.#mostRssMb, after?.rssMb ?? 0),
    };
  }
}
