import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export interface HeldLock {
  /** True when the one before did not give the lock back: it was killed, and recovery follows. */
  takenOver: boolean;
  release(): Promise<void>;
}

/**
 * Holds `path` for this process, so that two servers never open one database folder.
 *
 * Waits up to `waitMs` for a holder that is on its way out, then throws. A lock whose process is
 * gone is taken over.
 */
export async function holdLock(path: string, waitMs = 10_000): Promise<HeldLock> {
  const mine = `${path}.${process.pid}`;
  const deadline = Date.now() + waitMs;
  let takenOver = false;
  await writeFile(mine, `${process.pid}\n`, { mode: 0o600 });
  try {
    for (;;) {
      if (await tryLink(mine, path)) break;

      const holder = await readHolder(path);
      if (holder === undefined) continue;
      if (!(await isDatabaseProcess(holder))) {
        await removeStale(path, holder);
        takenOver = true;
        continue;
      }
      if (Date.now() > deadline) {
        throw new Error(`the database folder is in use by process ${holder} (${path})`);
      }
      await sleep(100);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return { takenOver, release: () => rm(path, { force: true }) };
}

/** A link fails when the name exists, and the content is there from the first moment. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (hasCode(cause, "EEXIST")) return false;
    throw cause;
  }
}

async function readHolder(path: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(path, "utf8"), 10);
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return undefined;
    throw cause;
  }
}

/** Process numbers are reused: where the system tells, the command must be ours too. */
async function isDatabaseProcess(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (!hasCode(cause, "EPERM")) return false;
  }
  try {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    // A killed process that nobody has waited for yet still has a number, and an empty command.
    return command.includes("child.ts");
  } catch {
    return process.platform !== "linux";
  }
}

/** Moved away first and looked at again, in case another newcomer was faster. */
async function removeStale(path: string, holder: number): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return;
    throw cause;
  }
  if ((await readHolder(aside)) !== holder) await tryLink(aside, path);
  await rm(aside, { force: true });
}

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code;
