// `npm run evaluate:alerts`: what alert policies cost and catch on recorded patients.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "#models/shared/errors";
import { alertReportOf } from "../evaluation/alert-report";
import { developmentParts } from "../evaluation/choose-patients";
import { choosePolicies, judgeAlerts } from "../evaluation/evaluate-alerts";
import { modelScorer } from "../evaluation/hourly-scorer";
import { replayablePatients } from "../evaluation/replayable-patients";
import { type SurveyedPatient, surveyRecords } from "../evaluation/survey-records";
import { makeFrontier, writeFrontier } from "../evaluation/write-frontier";
import { readCard } from "../physionet/train-artifact";
import { progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS, loadModel, newestVersion } from "../scoring/load-model";
import { readArguments } from "./arguments";

const FRONTIER_ARTIFACTS = fileURLToPath(
  new URL("../../models/artifacts/alert-frontier", import.meta.url),
);

const USAGE = `npm run evaluate:alerts -- [options]

Chooses alert policies on the tune patients of the development records and judges them, the house
policy and plain NEWS2 on the test patients, whom neither the model nor the choice has seen.

  --data DIR         folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
                     (../shared/data/physionet2019)
  --patients N       only so many patients of each part, to try it out: the figures say little then
  --version NAME     version of the model (the newest)
  --from DIR         folder of versions (models/artifacts/deterioration)
  --frontier NAME    write the steps of a budget as this version, for the page that shows them
  --frontier-to DIR  folder of its versions (models/artifacts/alert-frontier)
  --json             one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string", default: "../shared/data/physionet2019" },
      patients: { type: "string" },
      version: { type: "string" },
      from: { type: "string", default: DETERIORATION_ARTIFACTS },
      frontier: { type: "string" },
      "frontier-to": { type: "string", default: FRONTIER_ARTIFACTS },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const limit = options.patients === undefined ? Infinity : Number(options.patients);
if (!(limit >= 1)) {
  process.stderr.write(`--patients is not a number from 1\n\n${USAGE}`);
  process.exit(2);
}

const line = progressLine(process.stderr, Date.now);
try {
  await run(options.data);
} catch (cause) {
  line.end();
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
}

async function run(dir: string): Promise<void> {
  line.say(`backend ${await chooseBackend()}`);
  const version = options.version ?? (await newestVersion(options.from));
  if (!version) throw new Error(`there is no model in ${options.from}: train one, or give --from`);
  const model = await loadModel(join(options.from, version));
  const { card } = await readCard(join(options.from, version), model);
  const threshold = card.thresholds.model.all;

  const survey = await surveyRecords(dir, ({ bytesRead, bytesTotal }) =>
    line.update("checking records", bytesRead / bytesTotal),
  );
  const parts = developmentParts(survey.patients, card.data);
  if (!parts) {
    throw new AppError(
      "invalid-input",
      `the records in ${dir} are not those that model ${version} was made with, so nobody can say on whom a policy may be chosen: give --data their folder`,
    );
  }
  const tuned = parts.tune.slice(0, limit);
  const tested = parts.test.slice(0, limit);
  const replayable = await replayablePatients(dir, {
    chosen: [...tuned, ...tested],
    model: { scorer: modelScorer(model, card.thresholds.model), version, threshold },
    onProgress: (done, of) => line.update("scoring tune and test patients", done / of),
  });
  const only = (of: readonly SurveyedPatient[]) => {
    const ids = new Set(of.map(({ patientId }) => patientId));
    return replayable.filter(({ patientId }) => ids.has(patientId));
  };
  const [tune, test] = [only(tuned), only(tested)];

  const chosen = choosePolicies(tune, { modelThreshold: threshold }, (share) =>
    line.update("choosing on tune patients", share),
  );
  const judged = judgeAlerts(test, chosen, (name, share) => line.update(`judging ${name}`, share));
  line.end();
  process.stdout.write(alertReportOf({ version, chosen, judged }));

  if (options.frontier !== undefined) {
    const frontier = makeFrontier(
      chosen,
      { tune, test },
      { version: options.frontier, card },
      (share) => line.update("judging the steps of a budget", share),
    );
    line.say(`steps of a budget: ${await writeFrontier(options["frontier-to"], frontier)}`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ version, chosen, judged })}\n`);
}
