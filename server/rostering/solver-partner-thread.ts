import { MessagePort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { SolverProblem } from "#models/rostering/solver/solver-problem";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import { lastOf } from "./solver-partner";

const { settings, port } = z
  .object({
    settings: z.object({
      // Made by the thread that started this one, which has read it already.
      problem: z.custom<SolverProblem>((value) => typeof value === "object" && value !== null),
      seed: z.number().int(),
      milliseconds: z.number().positive(),
    }),
    port: z.instanceof(MessagePort),
  })
  .parse(workerData);

let toldCost = Infinity;
await solveRoster(settings.problem, {
  seed: settings.seed,
  now: () => performance.now(),
  deadlineAt: performance.now() + settings.milliseconds,
  isCancelled: () => false,
  elsewhere: () => lastOf(port),
  progressed: ({ best }) => {
    if (!best || best.hardViolations > 0 || best.cost >= toldCost) return;
    toldCost = best.cost;
    port.postMessage(best.lines);
  },
});
port.close();
