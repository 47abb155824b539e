import { join } from "node:path";
import { FORECAST_RECIPE } from "#models/sign-forecast/train-forecaster";
import { describeForecast } from "../physionet/describe-forecast";
import { readForecastTables } from "../physionet/read-tables";
import { trainForecast } from "../physionet/train-forecast";
import { chooseBackend } from "../scoring/backend";
import { FORECAST_ARTIFACTS } from "../scoring/load-forecast-model";
import { progressLine } from "../progress-line";
import { readArguments } from "./arguments";

const USAGE = `train-sign-forecast --data DIR [options]

Trains the forecast of the main signs from a seed and writes weights, description and card.

  --data DIR      folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME  version written (1.0.0)
  --out DIR       folder of versions (models/artifacts/sign-forecast)
  --seed N        seed of weights and order (${FORECAST_RECIPE.seed})
  --quick         1,500 patients and a small network, to see that it works
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string", default: "1.0.0" },
      out: { type: "string", default: FORECAST_ARTIFACTS },
      seed: { type: "string", default: String(FORECAST_RECIPE.seed) },
      quick: { type: "boolean", default: false },
    },
  },
  USAGE,
);
if (!options.data) {
  process.stderr.write(`--data is needed\n\n${USAGE}`);
  process.exit(2);
}
const seed = Number(options.seed);
if (!Number.isInteger(seed)) throw new Error("--seed must be a whole number");

const QUICK = { hidden: [32], learningRates: [2e-3, 5e-4], batch: 256 };
const QUICK_PATIENTS = 1_500;

const line = progressLine(process.stderr, Date.now);
line.say(`backend ${await chooseBackend()}`);
const tables = await readForecastTables(options.data, ["train", "tune", "test"], {
  patientsAtMost: options.quick ? QUICK_PATIENTS : Infinity,
  onProgress: (done, total) => line.update("reading patients", done / total),
});
line.say(`${tables.train.rows} hours to train on, ${tables.test.rows} to test on`);

const folder = join(options.out, options.version);
const { metrics } = await trainForecast(
  folder,
  {
    version: options.version,
    recipe: { ...FORECAST_RECIPE, ...(options.quick ? QUICK : {}), seed },
    tables,
  },
  ({ step, steps, loss }) => line.update(`training, loss ${loss.toFixed(4)}`, step / steps),
);
line.say(`written to ${folder}`);
process.stdout.write(describeForecast(metrics));
