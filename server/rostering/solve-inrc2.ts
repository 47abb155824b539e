import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  parseInrc2History,
  parseInrc2Scenario,
  parseInrc2Solution,
  parseInrc2Week,
  writeInrc2Solution,
} from "#models/rostering/benchmarks/inrc2-files";
import { solveInrc2AllKnown, solveInrc2ByStages } from "#models/rostering/benchmarks/inrc2-stages";
import { type Inrc2Costs, judgeInrc2 } from "#models/rostering/benchmarks/inrc2-validation";
import { type Inrc2Stage, decideInrc2Week } from "#models/rostering/benchmarks/inrc2-week";
import type { DecidedWeek } from "#models/rostering/benchmarks/inrc2-week-search";
import { linearEngine } from "#models/rostering/solver/master-program";
import { startPartner } from "./solver-partner";

const PARTNER = new URL("./inrc2-partner-entry.mjs", import.meta.url);

export interface Inrc2Request {
  scenario: string;
  history: string;
  weeks: readonly string[];
  /** For each week; absent: what the competition gave, by the number of nurses. */
  secondsPerWeek?: number;
  /** Each week knows the data of those to come: not what the competition asked. */
  allWeeksKnown: boolean;
  outFolder: string;
  seed: number;
  /** Milliseconds of processor time rather than of the wall: on a machine that others use too. */
  byProcessorTime: boolean;
  weekSolved: (week: number) => void;
}

export interface Inrc2Outcome {
  /** By the competition's rules, from the files as they were written. */
  cost: number;
  costs: Inrc2Costs;
  hardViolations: readonly string[];
  allWeeksKnown: boolean;
  secondsPerWeek: number;
  seconds: number;
  cpuSeconds: number;
  peakRssMb: number;
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Solves the files and writes one solution for each week. Throws with a reason when one cannot be read. */
export async function solveInrc2(request: Inrc2Request): Promise<Inrc2Outcome> {
  const scenario = await parsed(request.scenario, parseInrc2Scenario);
  const history = await parsed(request.history, parseInrc2History);
  const weeks = await Promise.all(request.weeks.map((file) => parsed(file, parseInrc2Week)));
  if (history.week + weeks.length !== scenario.weeks) {
    throw new Error(
      `The scenario has ${scenario.weeks} weeks, the history ${history.week}: ` +
        `${scenario.weeks - history.week} files are needed, not ${weeks.length}`,
    );
  }
  // The competition's own limit, on its own machine.
  const secondsPerWeek =
    request.secondsPerWeek ?? 10 + 3 * Math.max(0, scenario.nurses.length - 20);
  const startedAt = performance.now();
  const startedCpuMs = processorMs();
  const now = request.byProcessorTime ? processorMs : () => performance.now();
  const highs = await linearEngine();
  const planned = request.allWeeksKnown ? solveInrc2AllKnown : solveInrc2ByStages;
  const decide = async (stage: Inrc2Stage, week: number) => {
    const deadlineAt = now() + secondsPerWeek * 1_000;
    const seed = request.seed + 2 * week;
    // Processor time is of both threads together, so by that clock there is only one.
    const partner = request.byProcessorTime
      ? undefined
      : startPartner<DecidedWeek>(PARTNER, {
          stage,
          seed: seed + 1,
          milliseconds: secondsPerWeek * 1_000,
        });
    try {
      const solution = decideInrc2Week(highs, stage, {
        seed,
        now,
        deadlineAt,
        ...(partner ? { elsewhere: partner.elsewhere, decided: partner.tell } : {}),
      });
      request.weekSolved(week);
      return solution;
    } finally {
      await partner?.stop();
    }
  };
  const solutions = await planned(scenario, history, weeks, decide);
  await mkdir(request.outFolder, { recursive: true });
  const files = request.weeks.map((file, week) => {
    const number = /-(\d+)\.txt$/.exec(basename(file))?.[1] ?? String(week);
    return join(request.outFolder, `Sol-${scenario.scenarioId}-${number}-${week}.txt`);
  });
  for (const [week, file] of files.entries()) {
    await writeFile(file, writeInrc2Solution(scenario.scenarioId, week, solutions[week] ?? []));
  }
  const written = await Promise.all(files.map((file) => parsed(file, parseInrc2Solution)));
  return {
    ...judgeInrc2(scenario, history, weeks, written),
    allWeeksKnown: request.allWeeksKnown,
    secondsPerWeek,
    seconds: Math.round(performance.now() - startedAt) / 1_000,
    cpuSeconds: Math.round(processorMs() - startedCpuMs) / 1_000,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
}

async function parsed<T>(
  file: string,
  parse: (text: string) => { ok: true; value: T } | { ok: false; error: string },
): Promise<T> {
  const result = parse(await readFile(file, "utf8"));
  if (!result.ok) throw new Error(`${file}: ${result.error}`);
  return result.value;
}
