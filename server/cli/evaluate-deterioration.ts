import { join } from "node:path";
import { evaluateModel } from "../physionet/evaluate-model";
import { readTables } from "../physionet/read-tables";
import { readCard } from "../physionet/train-artifact";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { readArguments } from "./arguments";
import { progressLine } from "../progress-line";

const USAGE = `evaluate-deterioration --data DIR [options]

Computes the figures of the model's card again, from the shipped weights.

  --data DIR      folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME  version to evaluate (the newest)
  --from DIR      folder of versions (models/artifacts/deterioration)
  --all           every patient of the folder, for data the model was not made with; else the test part
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string" },
      from: { type: "string", default: DETERIORATION_ARTIFACTS },
      all: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
if (!options.data) {
  process.stderr.write(`--data is needed

${USAGE}`);
  process.exit(2);
}

const line = progressLine(process.stderr, Date.now);
await chooseBackend();
const version = options.version ?? (await newestVersion(options.from));
if (!version) throw new Error(`no model in ${options.from}`);
const folder = join(options.from, version);
const model = await loadModel(folder);
const { card, logisticRegression } = await readCard(folder, model);

const { test } = await readTables(options.data, ["test"], {
  everyoneIs: options.all ? "test" : undefined,
  onProgress: (done, total) => line.update("reading patients", done / total),
});
line.say(`model ${version}: ${test.patients.length} patients, ${test.rows} hours`);
const metrics = evaluateModel(model, logisticRegression, test, card.thresholds);

const rows = {
  model: metrics.model,
  "model, signs only": metrics.modelOnSignsOnly,
  "logistic regression": metrics.baselines.logisticRegression,
  NEWS2: metrics.baselines.earlyWarningScore,
  "hours in unit alone": metrics.baselines.hoursInUnit,
};
for (const [name, figures] of Object.entries(rows)) {
  const { auroc, auprc, hourMatchedAuroc, utility, first48HoursUtility, burden } = figures;
  process.stdout.write(
    `${name.padEnd(22)} AUROC ${auroc.toFixed(3)}  AUPRC ${auprc.toFixed(3)}  hour-matched ${hourMatchedAuroc.toFixed(3)}  ` +
      `utility ${utility.toFixed(3)}, first 48 h ${first48HoursUtility.toFixed(3)}  ` +
      `${burden.alarmsPerPatientDay.toFixed(2)} alarms/patient-day, ${(burden.caughtShare * 100).toFixed(0)} % caught\n`,
  );
}
if (options.json) process.stdout.write(`${JSON.stringify({ version, ...metrics })}\n`);
