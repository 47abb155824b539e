import { join } from "node:path";
import {
  CHALLENGE_RECIPES,
  DEPLOYED_RECIPES,
  LOGISTIC_REGRESSION,
  ONE_HOSPITAL_RECIPES,
  type DeteriorationRecipe,
} from "#models/deterioration/recipe";
import {
  CHALLENGE_TEACHERS,
  DEPLOYED_TEACHERS,
  type TeacherRecipe,
} from "#models/deterioration/teacher-recipe";
import { COMPARISON_ARTIFACTS } from "../physionet/comparison-artifact";
import { readTables } from "../physionet/read-tables";
import { trainArtifact } from "../physionet/train-artifact";
import { formatDuration, progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { DETERIORATION_ARTIFACTS } from "../scoring/load-model";
import { readArguments } from "./arguments";

const USAGE = `train-deterioration --data DIR [options]

Trains the deterioration model from a seed and writes weights, description and card; also the models that it
is compared with. A run that was stopped goes on with the next network when it is started again.

  --data DIR         folder with setA.csv.gz and setB.csv.gz of PhysioNet 2019
  --version NAME     version written (2.0.0)
  --out DIR          folder of versions (models/artifacts/deterioration)
  --comparison DIR   folder of the models compared with (models/artifacts/deterioration-comparison)
  --checkpoints DIR  where finished networks wait (.data/training)
  --workers N        networks trained at a time, a core each (2)
  --seed N           added to the seeds of weights, draws and dropout (0)
  --quick            1,500 patients and small networks, to see that it works
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      version: { type: "string", default: "2.0.0" },
      out: { type: "string", default: DETERIORATION_ARTIFACTS },
      comparison: { type: "string", default: COMPARISON_ARTIFACTS },
      checkpoints: { type: "string", default: ".data/training" },
      workers: { type: "string", default: "2" },
      seed: { type: "string", default: "0" },
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
const workers = Number(options.workers);
if (!Number.isInteger(workers) || workers < 1) throw new Error("--workers must be at least 1");

const line = progressLine(process.stderr, Date.now);
line.say(`backend ${await chooseBackend()}`);
const tables = await readTables(options.data, ["train", "tune", "test"], {
  patientsAtMost: options.quick ? QUICK_PATIENTS : Infinity,
  onProgress: (done, total) => line.update("reading patients", done / total),
});
line.say(`${tables.train.rows} hours to train on, ${tables.test.rows} to test on`);

const adapted = (recipe: DeteriorationRecipe): DeteriorationRecipe => ({
  ...recipe,
  ...(options.quick ? { ...QUICK, hidden: recipe.hidden.length > 0 ? QUICK.hidden : [] } : {}),
  seed: recipe.seed + seed,
});

const seeded = (recipe: TeacherRecipe): TeacherRecipe => ({ ...recipe, seed: recipe.seed + seed });

const folder = join(options.out, options.version);
const remaining = remainingTime();
const { metrics } = await trainArtifact(
  folder,
  {
    version: options.version,
    recipes: {
      logisticRegression: adapted(LOGISTIC_REGRESSION),
      teachers: {
        deployed: options.quick ? [] : DEPLOYED_TEACHERS.map(seeded),
        challenge: options.quick ? [] : CHALLENGE_TEACHERS.map(seeded),
      },
      deployed: DEPLOYED_RECIPES.map(adapted),
      challenge: CHALLENGE_RECIPES.map(adapted),
      oneHospital: ONE_HOSPITAL_RECIPES.map(adapted),
    },
    tables,
    comparisonFolder: join(options.comparison, options.version),
    workers,
    checkpoints: options.checkpoints,
  },
  (stage, share) => line.update(`${stage}, ${remaining(stage, share)}`, share),
);
line.say(`written to ${folder}`);
const { model, baselines } = metrics;
process.stdout.write(
  `AUROC ${model.auroc.toFixed(3)} (logistic regression ${baselines.logisticRegression.auroc.toFixed(3)}, ` +
    `NEWS2 ${baselines.earlyWarningScore.auroc.toFixed(3)}), hour-matched ${model.hourMatchedAuroc.toFixed(3)}, ` +
    `utility ${model.utility.toFixed(3)}, ${model.burden.alarmsPerPatientDay.toFixed(2)} alarms per patient-day\n`,
);

/** Of the stage, by its pace so far; what is found from an earlier run makes the first guess too short. */
function remainingTime(): (stage: string, share: number) => string {
  const startedAt = new Map<string, number>();
  return (stage, share) => {
    const start = startedAt.get(stage) ?? Date.now();
    startedAt.set(stage, start);
    if (share < 0.01) return "time left not known yet";
    return `${formatDuration(((Date.now() - start) * (1 - share)) / share)} left`;
  };
}
