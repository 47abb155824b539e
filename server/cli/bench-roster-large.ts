import { parseCurtoisQu } from "#models/rostering/benchmarks/curtois-qu-instance";
import {
  curtoisQuProblem,
  writeCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-problem";
import {
  judgeCurtoisQuRoster,
  parseCurtoisQuRoster,
} from "#models/rostering/benchmarks/curtois-qu-validation";
import { madeUpCurtoisQu } from "#models/rostering/benchmarks/made-up-curtois-qu";
import { solveLargeRoster } from "#models/rostering/solver/solve-large-roster";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import { readArguments } from "./arguments";

const USAGE = `bench-roster-large [options]

Solves a made-up instance of the size of the largest published ones by windows, and judges the result by the
benchmark's own rules.

  --staff N     (150)
  --weeks N     (52)
  --shifts N    (32)
  --whole       by the portfolio for whole lines instead, if it is not too large for it
  --seconds N   of processor time (60)
  --seed N      (1)
`;

const { values: options } = readArguments(
  {
    options: {
      staff: { type: "string", default: "150" },
      weeks: { type: "string", default: "52" },
      shifts: { type: "string", default: "32" },
      whole: { type: "boolean", default: false },
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

const parsed = parseCurtoisQu(madeUpCurtoisQu({ seed, staff, days: weeks * 7, shifts }));
if (!parsed.ok) throw new Error(parsed.error);
const instance = parsed.value;
const problem = curtoisQuProblem(instance);
const solve = options.whole ? solveRoster : solveLargeRoster;
const startedAt = now();
let firstLegalSeconds: number | null = null;
const { best, lowerBound, iterations } = await solve(problem, {
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
    lowerBound: Number.isFinite(lowerBound) ? lowerBound : null,
    firstLegalSeconds,
    iterations,
    cpuSeconds: Math.round(now() - startedAt) / 1_000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  })}\n`,
);
if (verdict.hardViolations.length > 0) process.exitCode = 1;
