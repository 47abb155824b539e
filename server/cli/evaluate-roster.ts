import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { tableOf } from "../evaluation/text-table";
import { progressLine } from "../progress-line";
import { solveInrc2 } from "../rostering/solve-inrc2";
import { solveCurtoisQu } from "../rostering/solver-curtois-qu";
import { readArguments } from "./arguments";

const USAGE = `evaluate-roster [options]

Solves the published benchmark instances and sets the costs beside the best that are known.

  --data DIR       with curtois-qu and inrc2 (../shared/data/rostering)
  --seconds N      for each instance of Curtois and Qu (60); the competition's have its own limit
  --only TEXT      names that contain it
  --cpu-time       seconds of processor time, on a machine that others use too
  --seed N         of everything by chance (1)
  --json           one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string", default: "../shared/data/rostering" },
      seconds: { type: "string", default: "60" },
      only: { type: "string", default: "" },
      "cpu-time": { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);

interface Row {
  instance: string;
  bestKnown: number;
  cost: number;
  lowerBound: number | null;
  proved: boolean;
  hardViolations: number;
  seconds: number;
  cpuSeconds: number;
  peakRssMb: number;
}

const seed = z.coerce.number().int().parse(options.seed);
const seconds = z.coerce.number().positive().parse(options.seconds);
const byProcessorTime = options["cpu-time"];
const line = progressLine(process.stderr, Date.now);

async function readTable<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  return z.array(schema).parse(parse(await readFile(file, "utf8"), { columns: true }));
}

async function curtoisQuRows(): Promise<Row[]> {
  const folder = join(options.data, "curtois-qu");
  const known = await readTable(
    join(folder, "best-known.csv"),
    z.object({ instance: z.string(), best_known_ub_wssuite_benchmark_yml: z.coerce.number() }),
  );
  const rows: Row[] = [];
  for (const { instance, best_known_ub_wssuite_benchmark_yml: bestKnown } of known) {
    const name = `curtois-qu ${instance}`;
    if (!name.includes(options.only)) continue;
    const text = await readFile(join(folder, `Instance${instance}.txt`), "utf8");
    const { roster: _, ...figures } = await solveCurtoisQu(
      { text, seconds, seed, byProcessorTime },
      ({ best, lowerBound }) => line.update(`${name}: ${best?.cost}, at least ${lowerBound}`),
    );
    rows.push({ instance: name, bestKnown, ...figures });
  }
  return rows;
}

/** `n030w4_1_6-2-9-1`: the data set, the history's number and the weeks' numbers. */
async function inrc2Rows(): Promise<Row[]> {
  const folder = join(options.data, "inrc2");
  const known = await readTable(
    join(folder, "best-known.csv"),
    z.object({
      dataset: z.string(),
      best_known_min_of_2_late_instances: z.coerce.number(),
      late_instance_A: z.string(),
    }),
  );
  const outFolder = await mkdtemp(join(tmpdir(), "evaluate-roster-"));
  const rows: Row[] = [];
  try {
    for (const { dataset, late_instance_A: name, ...best } of known) {
      if (!`inrc2 ${name}`.includes(options.only)) continue;
      const [, history = "", weeks = ""] = name.split("_");
      const there = await readdir(join(folder, dataset));
      if (!there.includes(`Sc-${dataset}.txt`)) continue;
      const figures = await solveInrc2({
        scenario: join(folder, dataset, `Sc-${dataset}.txt`),
        history: join(folder, dataset, `H0-${dataset}-${history}.txt`),
        weeks: weeks.split("-").map((week) => join(folder, dataset, `WD-${dataset}-${week}.txt`)),
        allWeeksKnown: false,
        outFolder,
        seed,
        byProcessorTime,
        weekSolved: (week) => line.update(`inrc2 ${name}: week ${week} solved`),
      });
      rows.push({
        instance: `inrc2 ${name}`,
        bestKnown: best.best_known_min_of_2_late_instances,
        cost: figures.cost,
        lowerBound: null,
        proved: false,
        hardViolations: figures.hardViolations.length,
        seconds: figures.seconds,
        cpuSeconds: figures.cpuSeconds,
        peakRssMb: figures.peakRssMb,
      });
    }
  } finally {
    await rm(outFolder, { recursive: true });
  }
  return rows;
}

const rows = [...(await curtoisQuRows()), ...(await inrc2Rows())];
line.end();
process.stdout.write(
  tableOf("", [
    ["instance", "best known", "cost", "off %", "bound", "proved", "hard", "s", "core s", "MB"],
    ...rows.map((row) => [
      row.instance,
      String(row.bestKnown),
      String(row.cost),
      (100 * (row.cost / row.bestKnown - 1)).toFixed(2),
      row.lowerBound === null ? "-" : String(row.lowerBound),
      row.proved ? "yes" : "no",
      String(row.hardViolations),
      row.seconds.toFixed(1),
      row.cpuSeconds.toFixed(1),
      String(row.peakRssMb),
    ]),
  ]),
);
if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
if (rows.some(({ hardViolations }) => hardViolations > 0)) process.exitCode = 1;
