import { writeFile } from "node:fs/promises";
import type { SolverProgress } from "#models/rostering/solver/solver-run";
import { formatDuration, progressLine } from "../progress-line";
import { ROSTER_FORMATS, isRosterFormat } from "../rostering/solver-formats";
import { solveRosterFile } from "../rostering/solver-benchmark";
import { readArguments } from "./arguments";

const USAGE = `roster-solve --instance FILE [options]

Solves a published benchmark instance and writes the roster, judged by the benchmark's own rules.

  --format NAME    ${Object.keys(ROSTER_FORMATS).join(", ")} (curtois-qu)
  --instance FILE  the instance
  --seconds N      how long at most (300); ends earlier when nothing better can exist
  --out FILE       the roster as CSV
  --seed N         of everything by chance (1)
  --json           one JSON object on standard output
`;

const { values: options } = readArguments(
  {
    options: {
      format: { type: "string", default: "curtois-qu" },
      instance: { type: "string" },
      seconds: { type: "string", default: "300" },
      out: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}

const { format, instance: file } = options;
const seconds = Number(options.seconds);
const seed = Number(options.seed);
if (file === undefined) fail("--instance is missing");
if (!isRosterFormat(format)) fail(`--format does not know ${format}`);
if (!(seconds > 0)) fail(`--seconds takes a number above 0, not ${options.seconds}`);
if (!Number.isSafeInteger(seed)) fail(`--seed takes a whole number, not ${options.seed}`);

const line = progressLine(process.stderr, Date.now);
const show = ({ best, lowerBound, elapsedMs }: SolverProgress) => {
  const bound = Number.isFinite(lowerBound) ? `, at least ${lowerBound}` : "";
  const cost = best
    ? `${best.cost}${best.hardViolations > 0 ? " (breaks hard rules)" : ""}`
    : "none";
  line.update(`cost ${cost}${bound}, ${formatDuration(elapsedMs)}`, elapsedMs / (seconds * 1_000));
};

try {
  const outcome = await solveRosterFile({ format, file, seconds, seed }, show);
  line.end();
  if (options.out !== undefined) await writeFile(options.out, outcome.roster);
  const { roster: _, ...figures } = outcome;
  process.stdout.write(
    options.json
      ? `${JSON.stringify(figures)}\n`
      : `${Object.entries(figures)
          .map(([name, value]) => `${name} ${value}`)
          .join("\n")}\n`,
  );
  if (outcome.hardViolations > 0) process.exitCode = 1;
} catch (cause) {
  line.end();
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 2;
}
