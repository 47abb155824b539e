import { join } from "node:path";
import type { FluGeneration, FluModel } from "#models/flu/flu-model";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import { FLU_RECIPE } from "#models/flu/train-flu-net";
import { ABOUT_FLU } from "../flu/about-flu";
import { describeFluSeason } from "../flu/describe-flu-season";
import { evaluateFlu } from "../flu/evaluate-flu";
import { FLU_ARTIFACTS, FLU_VERSION, writeFluModel } from "../flu/flu-artifact";
import { FLU_GENERATIONS, seasonPopulations } from "../flu/flu-seasons";
import { readIllness } from "../flu/read-illness";
import { readVintages } from "../flu/read-vintages";
import { trainGeneration } from "../flu/train-flu";
import { trainingRows } from "../flu/training-rows";
import { progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { readArguments } from "./arguments";

const USAGE = `train-flu [options]

Trains the forecast of influenza admissions from a seed: for each season networks that know what had been
published before it, so that the past can be forecast as it would have been. Writes weights, description and card.

  --data DIR      folder with flusight/ and ilinet/ (../shared/data)
  --version NAME  version written (${FLU_VERSION})
  --out DIR       folder of versions (models/artifacts/flu)
  --seed N        seed of weights, order and noise (${FLU_RECIPE.seed})
  --quick         one epoch, to see that it works
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string", default: "../shared/data" },
      version: { type: "string", default: FLU_VERSION },
      out: { type: "string", default: FLU_ARTIFACTS },
      seed: { type: "string", default: String(FLU_RECIPE.seed) },
      quick: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const seed = Number(options.seed);
if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");
const recipe = { ...FLU_RECIPE, ...(options.quick ? { epochs: 1 } : {}), seed };

const line = progressLine(process.stderr, Date.now);
line.say(`backend ${await chooseBackend()}`);
const flusight = join(options.data, "flusight");
const illness = await readIllness(join(options.data, "ilinet"));
const vintages = await readVintages(join(flusight, "vintages"));

const generations: FluGeneration[] = [];
let rows = { rows: 0, admissionRows: 0 };
for (const { season, vintage: date } of FLU_GENERATIONS) {
  const vintage = vintages.find(({ week }) => week === fluWeekOf(date));
  if (!vintage) throw new Error(`${flusight}/vintages has no vintage of ${date}`);
  const population = await seasonPopulations(flusight, season);
  const data = { illness, admissions: vintage.counts, population };
  const choice = { kind: "own", surveyPeak: 1, withRegions: true } as const;
  const all = trainingRows(data, choice).length;
  const surveys = trainingRows({ ...data, admissions: new Map() }, choice).length;
  rows = { rows: all, admissionRows: all - surveys };
  generations.push(
    await trainGeneration({
      ...{ illness, vintage, population, recipe },
      onNet: (share) =>
        line.update(
          `networks for ${season}`,
          (generations.length + share) / FLU_GENERATIONS.length,
        ),
    }),
  );
}

const model: FluModel = { version: options.version, generations };
const evaluations = [];
for (const [index, { season }] of FLU_GENERATIONS.slice(0, -1).entries()) {
  const scores = await evaluateFlu(model, flusight, season);
  const trainedUpTo = dateOfFluWeek(generations[index]?.trainedUpTo ?? NaN);
  evaluations.push({ scores, figures: { ...scores.evaluation, trainedUpTo } });
}

const { source, citation, licence, ...about } = ABOUT_FLU;
const { seed: _, ...settings } = recipe;
const folder = join(options.out, options.version);
await writeFluModel(folder, model, {
  ...about,
  version: options.version,
  data: { source, citation, licence, ...rows },
  seed,
  recipe: settings,
  networksPerSeason: generations[0]?.nets.length ?? 0,
  metrics: evaluations.map(({ figures }) => figures),
  limits: [...about.limits],
});
line.say(`written to ${folder}`);
for (const { scores } of evaluations) process.stdout.write(describeFluSeason(scores));
