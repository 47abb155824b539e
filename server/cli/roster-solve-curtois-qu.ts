import { readFile, writeFile } from "node:fs/promises";
import { madeUpCurtoisQu } from "#models/rostering/benchmarks/made-up-curtois-qu";
import type { SolverProgress } from "#models/rostering/solver/solver-run";
import { formatDuration, progressLine } from "../progress-line";
import { solveCurtoisQu } from "../rostering/solver-curtois-qu";
import { readArguments } from "./arguments";

const USAGE = `roster-solve --instance FILE [options]

Solves an instance of Curtois and Qu and judges the roster by the benchmark's own rules. --format inrc2 solves
the nurse rostering competition's files and has options of its own.

  --instance FILE   the instance
  --made-up AxBxC   instead of a file: an instance like them of A days, B people and C shifts
  --seconds N       how long at most (300); ends earlier when nothing better can exist
  --cpu-time        seconds of processor time, on a machine that others use too
  --out FILE        the roster as CSV: employee,day,shift
  --seed N          of everything by chance (1)
  --json            one JSON object on standard output
`;

const { values: options } = readArguments(
  {
    options: {
      format: { type: "string", default: "curtois-qu" },
      instance: { type: "string" },
      "made-up": { type: "string" },
      seconds: { type: "string", default: "300" },
      "cpu-time": { type: "boolean", default: false },
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

const seconds = Number(options.seconds);
const seed = Number(options.seed);
if (!(seconds > 0)) fail(`--seconds takes a number above 0, not ${options.seconds}`);
if (!Number.isSafeInteger(seed)) fail(`--seed takes a whole number, not ${options.seed}`);

async function instanceText(): Promise<string> {
  const { instance, "made-up": madeUp } = options;
  if (instance !== undefined) return readFile(instance, "utf8");
  if (madeUp === undefined) fail("--instance is missing");
  const [days = 0, staff = 0, shifts = 0] = madeUp.split("x").map(Number);
  const isPossible = days > 0 && days % 7 === 0 && staff > 0 && shifts > 0;
  if (!isPossible) fail(`--made-up takes whole weeks of days, people and shifts, not ${madeUp}`);
  return madeUpCurtoisQu({ days, staff, shifts, seed });
}

const line = progressLine(process.stderr, Date.now);
const show = ({ best, lowerBound, elapsedMs }: SolverProgress) => {
  const bound = Number.isFinite(lowerBound) ? `, at least ${lowerBound}` : "";
  const broken = best && best.hardViolations > 0 ? " (breaks hard rules)" : "";
  const text = `cost ${best?.cost ?? "unknown"}${broken}${bound}, ${formatDuration(elapsedMs)}`;
  line.update(text, elapsedMs / (seconds * 1_000));
};

try {
  const request = { text: await instanceText(), seconds, seed };
  const { roster, ...figures } = await solveCurtoisQu(
    { ...request, byProcessorTime: options["cpu-time"] },
    show,
  );
  line.end();
  if (options.out !== undefined) await writeFile(options.out, roster);
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value ?? "unknown"}`);
  process.stdout.write(options.json ? `${JSON.stringify(figures)}\n` : `${text.join("\n")}\n`);
  if (figures.hardViolations > 0) process.exitCode = 1;
} catch (cause) {
  line.end();
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 2;
}
