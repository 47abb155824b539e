import { join } from "node:path";
import { describeForecast } from "../physionet/describe-forecast";
import { judgeForecast } from "../physionet/judge-forecast";
import { readForecastTables } from "../physionet/read-tables";
import { readForecastCard } from "../physionet/train-forecast";
import { chooseBackend } from "../scoring/backend";
import { FORECAST_ARTIFACTS, loadForecastModel } from "../scoring/load-forecast-model";
import { newestVersion } from "../scoring/load-model";
import { progressLine } from "../progress-line";
import { readArguments } from "./arguments";

const USAGE = `evaluate-sign-forecast --data DIR [options]

Computes the figures of the forecast's card again, from the shipped weights.

  --data DIR      folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME  version to evaluate (the newest)
  --from DIR      folder of versions (models/artifacts/sign-forecast)
  --all           every patient of the folder, for data the model was not made with; else the test part
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string" },
      from: { type: "string", default: FORECAST_ARTIFACTS },
      all: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
if (!options.data) {
  process.stderr.write(`--data is needed\n\n${USAGE}`);
  process.exit(2);
}

const line = progressLine(process.stderr, Date.now);
await chooseBackend();
const version = options.version ?? (await newestVersion(options.from));
if (!version) throw new Error(`no forecast model in ${options.from}`);
const folder = join(options.from, version);
const model = await loadForecastModel(folder);
const { baselines } = await readForecastCard(folder);

const { test } = await readForecastTables(options.data, ["test"], {
  everyoneIs: options.all ? "test" : undefined,
  onProgress: (done, total) => line.update("reading patients", done / total),
});
line.say(`forecast ${version}`);
const metrics = judgeForecast(model, test, baselines);
process.stdout.write(describeForecast(metrics));
if (options.json) process.stdout.write(`${JSON.stringify({ version, ...metrics })}\n`);
