import {
  curtoisQuProblem,
  writeCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-problem";
import {
  judgeCurtoisQuRoster,
  parseCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-validation";
import { madeUpInstance } from "#models/rostering/benchmarks/made-up-instance";
import { solveLargeRoster } from "#models/rostering/solver/solve-large-roster";
import { costOf } from "#models/rostering/solver/solver-score";
import { readArguments } from "./arguments";

const USAGE = `bench-roster-large [options]

Solves a made-up instance of the size of the largest published ones, made around a roster that can be reached,
and judges the result by the benchmark's own rules.

  --staff N     (150)
  --weeks N     (52)
  --shifts N    (32)
  --seconds N   of processor time (60)
  --seed N      (1)
`;

const { values: options } = readArguments(
  {
    options: {
      staff: { type: "string", default: "150" },
      weeks: { type: "string", default: "52" },
      shifts: { type: "string", default: "32" },
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
    },
  },
  USAGE,
);
const [staff, weeks, shifts, seconds, seed] = [
  Number(options.staff),
  Number(options.weeks),
  Number(options.shifts),
  Number(options.seconds),
  Number(options.seed),
];

const now = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const { instance, planted } = madeUpInstance({ seed, staff, weeks, shifts });
const problem = curtoisQuProblem(instance);
const dutyOf = new Map(instance.shifts.map(({ shiftId }, index) => [shiftId, index + 1]));
const reachable = costOf(
  problem,
  planted.map((line) => Uint8Array.from(line, (shiftId) => dutyOf.get(shiftId ?? "") ?? 0)),
);
const startedAt = now();
let firstLegalSeconds: number | null = null;
const { best, iterations } = await solveLargeRoster(problem, {
  seed,
  now,
  deadlineAt: startedAt + seconds * 1_000,
  isCancelled: () => false,
  progressed: ({ best: roster, elapsedMs }) => {
    if (roster?.hardViolations === 0) firstLegalSeconds ??= Math.round(elapsedMs) / 1_000;
  },
});
const written = parseCurtoisQuRoster(writeCurtoisQuRoster(instance, best?.lines ?? []));
if (!written.ok) throw new Error(written.error);
const verdict = judgeCurtoisQuRoster(instance, written.value);
process.stdout.write(
  `${JSON.stringify({
    ...{ staff, weeks, shifts, seed },
    cost: verdict.cost,
    hardViolations: verdict.hardViolations.length,
    reachableCost: reachable.cost,
    firstLegalSeconds,
    windows: iterations,
    cpuSeconds: Math.round(now() - startedAt) / 1_000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  })}\n`,
);
if (verdict.hardViolations.length > 0) process.exitCode = 1;
