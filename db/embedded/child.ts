import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openBackend } from "./backend";
import type { ChildReport, StartOrder } from "./child-messages";
import { openFrontDoor } from "./front-door";
import { holdLock } from "./lock-file";

// Patient data: whatever the folder's own mode.
process.umask(0o077);

/** The embedded database's process: it lives exactly as long as the one that started it. */
const report = (message: ChildReport): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : "unknown");

async function fail(cause: unknown): Promise<never> {
  console.error(cause); // with its stack and causes, for the log
  await report({ kind: "failed", reason: reasonOf(cause) });
  process.exit(1);
}

async function serve(order: StartOrder): Promise<void> {
  await mkdir(order.dataDir, { recursive: true, mode: 0o700 });
  await report({ kind: "step", step: "waiting" });
  const lock = await holdLock(join(order.dataDir, "database.lock"));

  const backend = await openBackend(join(order.dataDir, "database"), {
    wasKilled: lock.takenOver,
    onStep: (step) => void report({ kind: "step", step }),
  });
  const door = await openFrontDoor(backend, { ...order, onBroken: (cause) => void fail(cause) });

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await door.close();
    await backend.close();
    await lock.release();
    process.exit(0);
  };
  stopWhenTold = () => void stop().catch(fail);
  if (isTold) return stopWhenTold();
  await report({ kind: "ready", port: door.port });
}

let isTold = false;
let stopWhenTold = (): void => {};
const tell = (): void => {
  isTold = true;
  stopWhenTold();
};

process.once("message", (order: StartOrder) => void serve(order).catch(fail));
process.on("SIGTERM", tell);
process.on("disconnect", tell);
// Ctrl-C reaches every process of the terminal; the parent still needs us, and stops us last.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
