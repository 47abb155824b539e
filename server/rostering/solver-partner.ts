import { MessageChannel, Worker, receiveMessageOnPort } from "node:worker_threads";
import type { Lines, SolverProblem } from "#models/rostering/solver/solver-problem";

/** What the partner's thread begins with; the port carries better rosters both ways. */
export interface PartnerSettings {
  problem: SolverProblem;
  seed: number;
  milliseconds: number;
}

export interface SolverPartner {
  /** The last better roster that the partner has found since this was asked. */
  elsewhere: () => Lines | undefined;
  tell: (lines: Lines) => void;
  stop: () => Promise<void>;
}

/**
 * A second thread that solves the same problem from another seed: the two tell each other what they find,
 * so that two cores search around one best roster. That it fails costs its help alone.
 */
export function startPartner(settings: PartnerSettings): SolverPartner {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./solver-partner-entry.mjs", import.meta.url), {
    workerData: { settings, port: port2 },
    transferList: [port2],
  });
  worker.on("error", () => undefined);
  port1.unref();
  return {
    elsewhere: () => lastOf(port1),
    tell: (lines) => port1.postMessage(lines),
    stop: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}

/** Without giving up the thread, which the solver never does. */
export function lastOf(port: Parameters<typeof receiveMessageOnPort>[0]): Lines | undefined {
  let last: Lines | undefined;
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) return last;
    last = received.message;
  }
}
