import { MessageChannel, Worker, receiveMessageOnPort } from "node:worker_threads";
import type { Inrc2Stage } from "#models/rostering/benchmarks/inrc2-week";
import type { DecidedWeek } from "#models/rostering/benchmarks/inrc2-week-search";

/** What the partner's thread begins with; the port carries better decisions both ways. */
export interface Inrc2PartnerSettings {
  stage: Inrc2Stage;
  seed: number;
  milliseconds: number;
}

export interface Inrc2Partner {
  /** The last decision of the partner since this was asked. */
  elsewhere: () => DecidedWeek | undefined;
  tell: (week: DecidedWeek) => void;
  stop: () => Promise<void>;
}

/** A second thread that decides the same week from another seed. That it fails costs its help alone. */
export function startInrc2Partner(settings: Inrc2PartnerSettings): Inrc2Partner {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./inrc2-partner-entry.mjs", import.meta.url), {
    execArgv: [],
    workerData: { settings, port: port2 },
    transferList: [port2],
  });
  worker.on("error", () => undefined);
  port1.unref();
  return {
    elsewhere: () => lastWeekOf(port1),
    tell: (week) => port1.postMessage(week),
    stop: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}

/** Without giving up the thread, which the solver never does. */
export function lastWeekOf(
  port: Parameters<typeof receiveMessageOnPort>[0],
): DecidedWeek | undefined {
  let last: DecidedWeek | undefined;
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) return last;
    last = received.message;
  }
}
