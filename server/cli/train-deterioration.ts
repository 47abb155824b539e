import { join } from "node:path";
import { DEPLOYED_RECIPE } from "#models/deterioration/recipe";
import { readTables } from "../physionet/read-tables";
import { trainArtifact } from "../physionet/train-artifact";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS } from "../scoring/load-model";
import { readArguments } from "./arguments";
import { progressLine } from "../progress-line";

const USAGE = `train-deterioration --data DIR [options]

Trains the deterioration model from a seed and writes weights, description and card.

  --data DIR      folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME  version written (1.0.0)
  --out DIR       folder of versions (models/artifacts/deterioration)
  --seed N        seed of weights, draws and dropout (${DEPLOYED_RECIPE.seed})
  --quick         1,500 patients and a small network, to see that it works
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string", default: "1.0.0" },
      out: { type: "string", default: DETERIORATION_ARTIFACTS },
      seed: { type: "string", default: String(DEPLOYED_RECIPE.seed) },
      quick: { type: "boolean", default: false },
    },
  },
  USAGE,
);

const QUICK = { hidden: [32], dropout: 0.1, epochs: 3, batch: 256 };
const QUICK_PATIENTS = 1_500;

if (!options.data) {
  process.stderr.write(`--data is needed

${USAGE}`);
  process.exit(2);
}
const seed = Number(options.seed);
if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");

const line = progressLine(process.stderr, Date.now);
line.say(`backend ${await chooseBackend()}`);
const tables = await readTables(options.data, ["train", "tune", "test"], {
  patientsAtMost: options.quick ? QUICK_PATIENTS : Infinity,
  onProgress: (done, total) => line.update("reading patients", done / total),
});
line.say(`${tables.train.rows} hours to train on, ${tables.test.rows} to test on`);

const folder = join(options.out, options.version);
const { metrics } = await trainArtifact(
  folder,
  {
    version: options.version,
    recipe: { ...DEPLOYED_RECIPE, ...(options.quick ? QUICK : {}), seed },
    tables,
  },
  (stage, share, loss) =>
    line.update(stage + (loss === undefined ? "" : ` loss ${loss.toFixed(3)}`), share),
);
line.say(`written to ${folder}`);
const { model, baselines } = metrics;
process.stdout.write(
  `AUROC ${model.auroc.toFixed(3)} (logistic regression ${baselines.logisticRegression.auroc.toFixed(3)}, ` +
    `NEWS2 ${baselines.earlyWarningScore.auroc.toFixed(3)}), hour-matched ${model.hourMatchedAuroc.toFixed(3)}, ` +
    `utility ${model.utility.toFixed(3)}, ${model.burden.alarmsPerPatientDay.toFixed(2)} alarms per patient-day\n`,
);
