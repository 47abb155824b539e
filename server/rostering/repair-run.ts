import { Worker } from "node:worker_threads";
import { MS_PER_SECOND } from "#models/shared/time-range";
import { AppError } from "#models/shared/errors";
import { FoundRepairs, type RepairSettings } from "./repair-protocol";

/** A thread that has not ended so long after its time is stopped. */
const OVERDUE_MS = 5 * MS_PER_SECOND;

/**
 * Looks for repairs in a thread of its own, so that nobody else waits.
 *
 * @throws unavailable when the thread dies or does not end
 */
export function runRepair(settings: RepairSettings): Promise<FoundRepairs> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./repair-entry.mjs", import.meta.url), {
      execArgv: [],
      workerData: settings,
    });
    const overdue = setTimeout(() => void worker.terminate(), settings.milliseconds + OVERDUE_MS);
    worker.on("message", (message: unknown) => {
      const found = FoundRepairs.safeParse(message);
      if (found.success) resolve(found.data);
      else reject(found.error);
    });
    worker.on("error", reject);
    worker.on("exit", () => {
      clearTimeout(overdue);
      // After an answer this changes nothing.
      reject(new AppError("unavailable", "the search for repairs was stopped"));
    });
  });
}
