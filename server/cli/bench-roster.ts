import { compileProblem } from "#models/rostering/compile-problem";
import { madeUpWard } from "#models/rostering/made-up-ward";
import { repairRoster } from "#models/rostering/solver/repair-roster";
import { solveRoster } from "#models/rostering/solver/solve-roster";
import { isLegal } from "#models/rostering/validation/validate-roster";
import { readArguments } from "./arguments";

const USAGE = `bench-roster [options]

Builds the roster of a made-up ward (five skills, early, late and night, requests, leave, house rules), then
repairs it after a sick call of two days.

  --nurses N    (40)
  --weeks N     (4)
  --seconds N   for the roster (30); the repair has 5
  --cpu-time    seconds of processor time, on a machine that others use too
  --seed N      (1)
  --json        one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      nurses: { type: "string", default: "40" },
      weeks: { type: "string", default: "4" },
      seconds: { type: "string", default: "30" },
      "cpu-time": { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const REPAIR_MS = 5_000;
const [nurses, weeks, seconds, seed] = [
  Number(options.nurses),
  Number(options.weeks),
  Number(options.seconds),
  Number(options.seed),
];

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const now = options["cpu-time"] ? processorMs : () => performance.now();
const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

const problem = madeUpWard({ seed, nurses, weeks });
const { solver, rosterOf } = compileProblem(problem);
const startedAt = now();
const startedWallAt = performance.now();
let firstLegalSeconds: number | null = null;
const result = await solveRoster(solver, {
  seed,
  now,
  deadlineAt: startedAt + seconds * 1_000,
  isCancelled: () => false,
  progressed: ({ best, elapsedMs }) => {
    if (best?.hardViolations === 0) firstLegalSeconds ??= rounded(elapsedMs / 1_000);
  },
});
const { best, lowerBound } = result;
if (!best) throw new Error("No roster was found in this time");
const solveSeconds = rounded((now() - startedAt) / 1_000);
const solveWallSeconds = rounded((performance.now() - startedWallAt) / 1_000);

const day = 7;
const person = best.lines.findIndex((line) => (line[day] ?? 0) > 0 && (line[day + 1] ?? 0) > 0);
const calledAt = now();
const repair = await repairRoster(
  solver,
  best.lines,
  {
    openCells: [
      { person, day },
      { person, day: day + 1 },
    ],
    frozenBeforeDay: day,
    changePrice: 20,
    windowDays: 7,
  },
  { now, deadlineAt: calledAt + REPAIR_MS, isCancelled: () => false },
);
const figures = {
  nurses,
  weeks,
  firstLegalSeconds,
  cost: rounded(best.cost),
  hardViolations: best.hardViolations,
  /** By the validator that knows nothing of solvers. */
  isLegal: isLegal(problem, rosterOf(best.lines)),
  lowerBound: Number.isFinite(lowerBound) ? rounded(lowerBound) : null,
  gap: lowerBound > 0 ? rounded((best.cost - lowerBound) / lowerBound) : null,
  proved: result.isProved,
  seconds: solveSeconds,
  wallSeconds: solveWallSeconds,
  repairSeconds: rounded((now() - calledAt) / 1_000),
  repairs: repair.alternatives.map(({ changes, cost, hardViolations }) => ({
    changes: changes.length,
    cost: rounded(cost),
    hardViolations,
  })),
  recommendedChanges: repair.recommended.changes.length,
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
};
process.stdout.write(
  options.json
    ? `${JSON.stringify(figures)}\n`
    : `${nurses} nurses, ${weeks} weeks, ${options["cpu-time"] ? "processor" : "wall"} time:\n` +
        `  first legal roster   ${figures.firstLegalSeconds ?? "none"} s (goal 2 s)\n` +
        `  cost ${figures.cost}, at least ${figures.lowerBound ?? "unknown"}, gap ${figures.gap ?? "unknown"} (goal 0.02)\n` +
        `  repair               ${figures.repairSeconds} s (goal 5 s), ${figures.recommendedChanges} changes\n` +
        `  memory               ${figures.peakRssMb} MB\n`,
);
if (!figures.isLegal) process.exitCode = 1;
