import { MessagePort, workerData } from "node:worker_threads";
import { z } from "zod";
import { type Inrc2Stage, decideInrc2Week } from "#models/rostering/benchmarks/inrc2-week";
import { linearEngine } from "#models/rostering/solver/master-program";
import { lastOf } from "./solver-partner";

const { settings, port } = z
  .object({
    settings: z.object({
      // Made by the thread that started this one, which has read it already.
      stage: z.custom<Inrc2Stage>((value) => typeof value === "object" && value !== null),
      seed: z.number().int(),
      milliseconds: z.number().positive(),
    }),
    port: z.instanceof(MessagePort),
  })
  .parse(workerData);

const deadlineAt = performance.now() + settings.milliseconds;
decideInrc2Week(await linearEngine(), settings.stage, {
  seed: settings.seed,
  now: () => performance.now(),
  deadlineAt,
  elsewhere: () => lastOf(port),
  decided: (week) => port.postMessage(week),
});
port.close();
