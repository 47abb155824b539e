import { Worker } from "node:worker_threads";
import { z } from "zod";
import { AppError } from "#models/shared/errors";
import { MS_PER_SECOND } from "#models/shared/time-range";
import { type Judge, JudgeReply } from "./judge-protocol";
import type { JudgeAnswers, JudgedRoster, JudgeQuestion } from "./judgements";

/** A judgement takes a second at most; a thread that is asked and says nothing for so long is stopped. */
const OVERDUE_MS = 30 * MS_PER_SECOND;

/** A roster that is judged: handed to the thread once, and scored there once. */
export interface RosterInCourt {
  roster: JudgedRoster;
  /** @throws unavailable when the thread died; whatever the judgement throws */
  ask<Kind extends JudgeQuestion["kind"]>(
    question: Extract<JudgeQuestion, { kind: Kind }>,
  ): Promise<JudgeAnswers[Kind]>;
}

/**
 * Scores and validates rosters in a thread of its own: some hundred milliseconds each, which neither vital signs
 * nor alerts wait for.
 */
export interface RosterJudge {
  /** Before a transaction is begun that waits for it: the first start takes a second or two. */
  ready(): Promise<void>;
  hear(roster: JudgedRoster): RosterInCourt;
  stop(): Promise<void>;
}

interface Waiting {
  answered: (reply: JudgeReply) => void;
  failed: (cause: unknown) => void;
}

interface Thread {
  worker: Worker;
  ready: Promise<void>;
  waiting: Map<number, Waiting>;
  watch: Watchdog;
}

export function createRosterJudge(
  entry: URL = new URL("./judge-entry.mjs", import.meta.url),
): RosterJudge {
  let thread: Thread | undefined;
  let asked = 0;
  let heard = 0;

  function start(): Thread {
    const worker = new Worker(entry, { execArgv: [] });
    // Whoever waits for an answer keeps the process; an idle thread does not.
    worker.unref();
    const waiting = new Map<number, Waiting>();
    const watch = new Watchdog(() => void worker.terminate());
    const gone = new AppError("unavailable", "the thread that judges rosters was stopped");
    const ready = new Promise<void>((resolve, reject) => {
      worker.on("message", (message: unknown) => {
        const reply = JudgeReply.parse(message);
        if (reply.outcome === "ready") return resolve();
        const one = waiting.get(reply.id);
        waiting.delete(reply.id);
        watch.heard(waiting.size);
        one?.answered(reply);
      });
      const end = (cause: unknown) => {
        if (thread?.worker === worker) thread = undefined;
        reject(cause instanceof Error ? cause : gone);
        watch.heard(0);
        for (const { failed } of waiting.values()) failed(cause);
        waiting.clear();
      };
      worker.on("error", end);
      worker.on("exit", () => end(gone));
    });
    // Told to whoever asks.
    ready.catch(() => undefined);
    return { worker, ready, waiting, watch };
  }
  const running = (): Thread => (thread ??= start());

  async function send(question: Omit<Judge, "id">): Promise<JudgeReply> {
    const { worker, waiting, ready, watch } = running();
    await ready;
    const id = (asked += 1);
    return new Promise<JudgeReply>((answered, failed) => {
      waiting.set(id, { answered, failed });
      watch.asked();
      worker.postMessage({ id, ...question });
    });
  }

  return {
    ready: () => running().ready,
    hear(roster) {
      const key = (heard += 1);
      let isHandedOver = false;
      return {
        roster,
        async ask<Kind extends JudgeQuestion["kind"]>(
          question: Extract<JudgeQuestion, { kind: Kind }>,
        ) {
          const asking = { key, question };
          const first = await send(isHandedOver ? asking : { ...asking, roster });
          isHandedOver = true;
          const reply = first.outcome === "forgotten" ? await send({ ...asking, roster }) : first;
          if (reply.outcome === "failed") throw reply.fault;
          if (reply.outcome !== "answered")
            throw new AppError("unavailable", "a roster was not judged");
          return z.custom<JudgeAnswers[Kind]>().parse(reply.answer);
        },
      };
    },
    async stop() {
      await thread?.worker.terminate();
    },
  };
}

/** Judgements wait in turn, so that how long one has waited says nothing: the time since the last answer does. */
class Watchdog {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly overdue: () => void) {}

  asked(): void {
    this.#timer ??= setTimeout(this.overdue, OVERDUE_MS);
  }

  heard(stillAsked: number): void {
    clearTimeout(this.#timer);
    this.#timer = stillAsked > 0 ? setTimeout(this.overdue, OVERDUE_MS) : undefined;
  }
}
