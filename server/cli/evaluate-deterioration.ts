// `npm run evaluate:deterioration`: the figures of the shipped model on recorded patients.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { choosePatients } from "../evaluation/choose-patients";
import { evaluate } from "../evaluation/evaluation";
import { loadScorers } from "../evaluation/load-scorers";
import { readPatientNumbers } from "../evaluation/patient-numbers";
import { reliabilityDiagram } from "../evaluation/reliability-diagram";
import { reportOf } from "../evaluation/report";
import { scorePatients } from "../evaluation/score-patients";
import { surveyRecords } from "../evaluation/survey-records";
import { writePredictions } from "../evaluation/write-predictions";
import { COMPARISON_ARTIFACTS } from "../physionet/comparison-artifact";
import { progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, newestVersion } from "../scoring/load-model";
import { readArguments } from "./arguments";

const USAGE = `npm run evaluate:deterioration -- --data DIR [options]

Measures the shipped model, and what it is compared with, on recorded ICU patients.

  --data DIR         folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019 (or .csv), with the
                     challenge's folders training_setA and training_setB, or with files pNNNNNN.psv
  --ids FILE         only these patients, one number on each line
  --predictions OUT  write OUT/deployed/pNNNNNN.psv and OUT/challenge/pNNNNNN.psv; records without
                     SepsisLabel can have these and nothing else
  --diagram FILE     where the reliability diagram goes (.data/evaluation/reliability-VERSION.svg)
  --all              everybody; without it, of the records the model was made with its test part alone
  --version NAME     version to evaluate (the newest)
  --from DIR         folder of versions (models/artifacts/deterioration)
  --comparison DIR   folder of the models compared with (models/artifacts/deterioration-comparison)
  --json             one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      ids: { type: "string" },
      predictions: { type: "string" },
      diagram: { type: "string" },
      all: { type: "boolean", default: false },
      version: { type: "string" },
      from: { type: "string", default: DETERIORATION_ARTIFACTS },
      comparison: { type: "string", default: COMPARISON_ARTIFACTS },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
if (!options.data) {
  process.stderr.write(`--data is needed\n\n${USAGE}`);
  process.exit(2);
}

/** What is predicted under which name. */
const PREDICTED = [
  ["deployed", "model"],
  ["challenge", "challenge"],
] as const;

const line = progressLine(process.stderr, Date.now);
try {
  await run(options.data);
} catch (cause) {
  line.end();
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
}

async function run(dir: string): Promise<void> {
  const named = options.ids === undefined ? undefined : await readPatientNumbers(options.ids);
  line.say(`backend ${await chooseBackend()}`);
  const version = options.version ?? (await newestVersion(options.from));
  if (!version) throw new Error(`there is no model in ${options.from}: train one, or give --from`);
  const { card, scorers, alarmShares } = await loadScorers(
    join(options.from, version),
    join(options.comparison, version),
  );

  const survey = await surveyRecords(dir, ({ bytesRead, bytesTotal }) =>
    line.update("checking records", bytesRead / bytesTotal),
  );
  if (!survey.isLabelled && options.predictions === undefined) {
    throw new Error(
      "the records have no SepsisLabel, so nothing can be measured: only --predictions OUT is possible",
    );
  }
  const choice = choosePatients(survey, card, { named, everybody: options.all });
  line.say(`model ${version}, ${choice.patients.length} patients: ${choice.reason}`);

  const hours = await scorePatients(dir, {
    chosen: choice.patients,
    scorers,
    onChunk: async (chunk, scores) => {
      if (options.predictions === undefined) return;
      for (const [kind, name] of PREDICTED) {
        const [scorer, its] = [scorers.get(name), scores.get(name)];
        if (scorer && its) {
          await writePredictions(options.predictions, kind, chunk, { scores: its, scorer });
        }
      }
    },
    onProgress: (done, of) => line.update("scoring patients", done / of),
  });
  if (options.predictions !== undefined) {
    const missing = scorers.has("challenge")
      ? ""
      : `; version ${version} has no challenge variant to predict`;
    line.say(
      `predictions of ${hours.patients.length} patients in ${options.predictions}${missing}`,
    );
  }
  if (!survey.isLabelled) {
    line.say("no SepsisLabel in the records: predictions are written, nothing is measured");
    const counted = { version, patients: hours.patients.length, hours: hours.labels.length };
    if (options.json)
      process.stdout.write(`${JSON.stringify({ ...counted, isLabelled: false })}\n`);
    return;
  }

  const evaluation = evaluate(hours, scorers, { version, alarmShares }, (name, share) =>
    line.update(`measuring ${name}`, share),
  );
  line.end();
  process.stdout.write(reportOf(evaluation));
  const diagram = options.diagram ?? join(".data/evaluation", `reliability-${version}.svg`);
  await mkdir(dirname(diagram), { recursive: true });
  const title = `Deterioration model ${version}`;
  await writeFile(diagram, reliabilityDiagram(evaluation.calibration, title));
  process.stdout.write(`Reliability diagram: ${diagram}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(evaluation)}\n`);
}
