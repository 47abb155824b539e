import { MessageChannel, Worker, receiveMessageOnPort } from "node:worker_threads";

/** A thread that solves the same problem from another seed. */
export interface SolverPartner<Found> {
  /** The last that the partner has found to be better since this was asked. */
  elsewhere: () => Found | undefined;
  tell: (found: Found) => void;
  stop: () => Promise<void>;
}

/**
 * Starts a second thread with these settings and a port that carries what is better both ways, so that two
 * cores search around one best. That it fails costs its help alone.
 */
export function startPartner<Found>(entry: URL, settings: object): SolverPartner<Found> {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(entry, {
    execArgv: [],
    workerData: { settings, port: port2 },
    transferList: [port2],
  });
  worker.on("error", () => undefined);
  port1.unref();
  return {
    elsewhere: () => lastOf(port1),
    tell: (found) => port1.postMessage(found),
    stop: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}

/** The last message of a port that only this code's threads write to, without giving up the thread. */
export function lastOf<Found>(port: Parameters<typeof receiveMessageOnPort>[0]): Found | undefined {
  let last: Found | undefined;
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) return last;
    last = received.message;
  }
}
