import { solveInrc2 } from "../rostering/solve-inrc2";
import { readArguments } from "./arguments";

const USAGE = `roster-solve --format inrc2 --scenario FILE --history FILE --weeks FILE,FILE,... --out DIR [options]

Solves the nurse rostering competition's weeks one after the other, each knowing its own data, the history and
the weeks before it, and writes one solution file for each.

  --seconds N        for each week (the competition's: 10 and 3 for each nurse above 20)
  --all-weeks-known  each week knows those to come, as a hospital that knows its demand does: another task
  --cpu-time         seconds of processor time, on a machine that others use too
  --seed N           of everything by chance (1)
  --json             one JSON object on standard output
`;

const { values: options } = readArguments(
  {
    options: {
      format: { type: "string", default: "inrc2" },
      scenario: { type: "string" },
      history: { type: "string" },
      weeks: { type: "string" },
      seconds: { type: "string" },
      out: { type: "string" },
      "all-weeks-known": { type: "boolean", default: false },
      "cpu-time": { type: "boolean", default: false },
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

const { scenario, history, weeks, out } = options;
if (scenario === undefined) fail("--scenario is missing");
if (history === undefined) fail("--history is missing");
if (weeks === undefined) fail("--weeks is missing");
if (out === undefined) fail("--out is missing");
const seconds = options.seconds === undefined ? undefined : Number(options.seconds);
const seed = Number(options.seed);
if (seconds !== undefined && !(seconds > 0)) {
  fail(`--seconds takes a number above 0, not ${options.seconds}`);
}
if (!Number.isSafeInteger(seed)) fail(`--seed takes a whole number, not ${options.seed}`);

try {
  const outcome = await solveInrc2({
    scenario,
    history,
    weeks: weeks.split(","),
    ...(seconds === undefined ? {} : { secondsPerWeek: seconds }),
    allWeeksKnown: options["all-weeks-known"],
    outFolder: out,
    seed,
    byProcessorTime: options["cpu-time"],
    weekSolved: (week) => process.stderr.write(`week ${week} solved\n`),
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify({
          ...outcome,
          lowerBound: null,
          proved: false,
          hardViolations: outcome.hardViolations.length,
        })}\n`
      : `${[
          `cost ${outcome.cost}${outcome.allWeeksKnown ? " (all weeks known)" : ""}`,
          ...Object.entries(outcome.costs).map(([name, points]) => `  ${name} ${points}`),
          `hard rules broken ${outcome.hardViolations.length}`,
          ...outcome.hardViolations.map((what) => `  ${what}`),
          `seconds ${outcome.seconds}, of one core ${outcome.cpuSeconds}`,
        ].join("\n")}\n`,
  );
  if (outcome.hardViolations.length > 0) process.exitCode = 1;
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 2;
}
