import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { WARD_FEATURES } from "#models/deterioration/features";
import { ModelCard, type CardThresholds } from "#models/deterioration/model-card";
import { Calibration, type DeteriorationModel } from "#models/deterioration/model";
import { TrainingDistribution } from "#models/deterioration/drift";
import { Ensemble } from "#models/deterioration/ensemble";
import { Network, type DenseLayer } from "#models/deterioration/network";
import type { TeacherRecipe } from "#models/deterioration/teacher-recipe";
import type { DeteriorationRecipe } from "#models/deterioration/recipe";
import { sourceAttributesOf } from "#models/deterioration/source-answers";
import { writeManifest } from "../scoring/model-manifest";
import { aboutData } from "./about-data";
import { evaluateModel } from "./evaluate-model";
import type { HourTable } from "./hour-table";
import { chooseThresholds } from "./judge";
import { littleEndian } from "../scoring/little-endian";
import { COMPARISONS, writeComparison, type ComparisonName } from "./comparison-artifact";
import { describeComparison } from "./describe-comparison";
import { distributionOf } from "./distribution";
import { fitNormalisations, VARIANTS, type Variant } from "./hour-inputs";
import { earlyWarningOfHours, type Scorer } from "./score-hours";
import type { Part } from "./split";
import { teacherLogits, type TeacherOptions } from "./teacher";
import type { MemberTask, Teachers } from "./train-member";
import { judgeUnseen } from "./judge-unseen";
import { trainMembers } from "./train-members";
import { finishModel, KEPT_UTILITY, type TrainedModel } from "./train-model";

const { inputs: INPUTS } = WARD_FEATURES;

/** The logistic regression of the card, kept so that anybody can repeat the comparison. */
const LogisticBaseline = z.strictObject({
  weights: z.array(z.number()).length(INPUTS),
  bias: z.number(),
  calibration: Calibration,
  /** What the inputs in service are held against. */
  distribution: TrainingDistribution.optional(),
});

export interface ArtifactRecipes {
  logisticRegression: DeteriorationRecipe;
  /** Boosted trees that the networks of a variant learn from; without any they learn what happened alone. */
  teachers: Record<Variant, readonly TeacherRecipe[]>;
  deployed: readonly DeteriorationRecipe[];
  challenge: readonly DeteriorationRecipe[];
  /** Taught by each hospital alone, and judged on the other. */
  oneHospital: readonly DeteriorationRecipe[];
}

export interface ArtifactOptions {
  version: string;
  recipes: ArtifactRecipes;
  tables: Record<Part, HourTable>;
  /** Where the models that are only compared with go. */
  comparisonFolder: string;
  workers: number;
  checkpoints?: string | undefined;
}

export type TrainingStage = "teachers" | "networks" | "evaluation";

/** Trains, evaluates and writes a version's files into a folder, with a manifest that is not signed. */
export async function trainArtifact(
  folder: string,
  { version, recipes, tables, comparisonFolder, workers, checkpoints }: ArtifactOptions,
  onProgress: (stage: TrainingStage, share: number) => void,
): Promise<ModelCard> {
  const { train, tune, test } = tables;
  const normalisations = fitNormalisations(train);
  const tasks = tasksOf(recipes);
  const teachers = await teach(recipes.teachers, train, {
    workers,
    checkpoints,
    onProgress: (share) => onProgress("teachers", share),
  });
  const layers = await trainMembers(
    tasks,
    { ...train, normalisations, teachers },
    {
      workers,
      checkpoints,
      onProgress: ({ share }) => onProgress("networks", share),
    },
  );
  const trained = (group: TaskGroup): DenseLayer[][] =>
    layers.filter((_, index) => tasks[index]?.group === group);

  onProgress("evaluation", 0);
  const parts = { train, tune, normalisations };
  const finished = finishModel(version, trained("deployed"), parts);
  const logistic = finishModel(version, trained("logistic-regression"), parts);
  const thresholds: CardThresholds = {
    model: finished.thresholds,
    logisticRegression: logistic.thresholds,
    earlyWarningScore: chooseThresholds(earlyWarningOfHours(tune), tune),
    hoursInUnit: chooseThresholds(tune.iculos, tune),
  };
  const described = COMPARISONS.flatMap((name) => {
    const members = trained(name);
    if (members.length === 0) return [];
    return [
      { name, members, description: describeComparison(name, members, { tune, normalisations }) },
    ];
  });
  const metrics = {
    ...evaluateModel(finished.model, logistic.model, test, thresholds),
    unseenHospitals: described.flatMap((comparison) => judgeUnseen(comparison, test)),
  };
  const card = answered({
    ...describe(tables),
    version,
    seed: recipes.deployed[0]?.seed,
    recipe: { ...recipes.deployed[0], members: recipes.deployed.length },
    features: featuresOf(finished),
    thresholds,
    metrics,
  });
  const distribution = distributionOf(finished.model, train);
  await write(folder, { network: finished, logistic, distribution }, card);
  for (const { name, members, description } of described) {
    await writeComparison(comparisonFolder, name, description, members);
  }
  finished.model.network.dispose();
  logistic.model.network.dispose();
  onProgress("evaluation", 1);
  return card;
}

/** The card with the answers that are made of the rest of it. */
function answered(given: unknown): ModelCard {
  const card = ModelCard.parse(given);
  return ModelCard.parse({ ...card, sourceAttributes: sourceAttributesOf(card) });
}

/** In shared memory, as the table is. */
async function teach(
  recipes: ArtifactRecipes["teachers"],
  train: HourTable,
  {
    onProgress,
    ...options
  }: Pick<TeacherOptions, "workers" | "checkpoints"> & {
    onProgress: (share: number) => void;
  },
): Promise<Teachers> {
  const wanted = [
    ...VARIANTS.map((variant) => ({ name: variant, variant, hospital: undefined })),
    ...(["A", "B"] as const).map((hospital) => ({
      ...{ name: `deployed-${hospital}` as const, variant: "deployed" as const, hospital },
    })),
  ].filter(({ variant }) => recipes[variant].length > 0);
  const teachers: Teachers = {};
  for (const [index, { name, variant, hospital }] of wanted.entries()) {
    const logits = await teacherLogits(train, {
      ...options,
      variant,
      hospital,
      recipes: recipes[variant],
      onProgress: (share) => onProgress((index + share) / wanted.length),
    });
    const shared = new Float32Array(new SharedArrayBuffer(logits.byteLength));
    shared.set(logits);
    teachers[name] = shared;
  }
  return teachers;
}

type TaskGroup = "deployed" | "logistic-regression" | ComparisonName;

/** Largest first, so that no thread is left alone with one at the end. */
function tasksOf(recipes: ArtifactRecipes): (MemberTask & { group: TaskGroup })[] {
  const tasks = (
    group: TaskGroup,
    its: readonly DeteriorationRecipe[],
    where: Pick<MemberTask, "variant" | "hospital">,
  ) => its.map((recipe, index) => ({ group, name: `${group}-${index + 1}`, recipe, ...where }));
  return [
    ...tasks("deployed", recipes.deployed, { variant: "deployed" }),
    ...tasks("challenge", recipes.challenge, { variant: "challenge" }),
    ...tasks("trained-on-A", recipes.oneHospital, { variant: "deployed", hospital: "A" }),
    ...tasks("trained-on-B", recipes.oneHospital, { variant: "deployed", hospital: "B" }),
    ...tasks("logistic-regression", [recipes.logisticRegression], { variant: "deployed" }),
  ];
}

/** Reads the card and its logistic regression back; the model itself is loaded as the ward loads it. */
export async function readCard(
  folder: string,
  { normalisation }: Pick<DeteriorationModel, "normalisation">,
): Promise<{
  card: ModelCard;
  logisticRegression: Scorer;
}> {
  const [card, baseline] = await Promise.all([
    readFile(join(folder, "card.json"), "utf8"),
    readFile(join(folder, "baseline.json"), "utf8"),
  ]);
  const { weights, bias, calibration } = LogisticBaseline.parse(JSON.parse(baseline));
  const layer = {
    inputs: INPUTS,
    outputs: 1,
    weights: Float32Array.from(weights),
    biases: Float32Array.of(bias),
  };
  return {
    card: ModelCard.parse(JSON.parse(card)),
    logisticRegression: {
      network: new Ensemble([{ network: new Network([layer]), weight: 1 }]),
      normalisation,
      calibration,
    },
  };
}

async function write(
  folder: string,
  {
    network,
    logistic,
    distribution,
  }: { network: TrainedModel; logistic: TrainedModel; distribution: TrainingDistribution },
  card: ModelCard,
): Promise<void> {
  const baseline: z.infer<typeof LogisticBaseline> = {
    weights: Array.from(logistic.weights.subarray(0, INPUTS)),
    bias: logistic.weights[INPUTS] ?? NaN,
    calibration: logistic.description.calibration,
    distribution,
  };
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, "weights.bin"), littleEndian(network.weights)),
    writeFile(join(folder, "model.json"), `${JSON.stringify(network.description)}\n`),
    writeFile(join(folder, "baseline.json"), `${JSON.stringify(baseline)}\n`),
    writeFile(join(folder, "card.json"), `${JSON.stringify(card, null, 2)}\n`),
  ]);
  await writeManifest(folder, card.version);
}

const featuresOf = ({ description: { normalisation } }: TrainedModel) =>
  WARD_FEATURES.names.map((name, index) => ({
    name,
    mean: normalisation.mean[index],
    deviation: normalisation.deviation[index],
    low: normalisation.low[index],
    high: normalisation.high[index],
  }));

const describe = (tables: Record<Part, HourTable>) => ({
  name: "deterioration",
  predicts:
    "Probability that sepsis (Sepsis-3) begins within the next six hours or has begun, each hour, as the label of the challenge has it.",
  intendedUse:
    "Research and demonstration: ranks monitored adults for a nurse's second look, beside NEWS2. Not for clinical use, not an alarm.",
  data: {
    ...aboutData(tables),
    window:
      "Intensive-care stays of two United States hospitals, hour by hour; the last 24 hours of signs, laboratory values carried for 48 hours",
  },
  thresholdChoice: `The highest probability that keeps ${KEPT_UTILITY * 100} % of the best utility on the tune patients; the rest is given for fewer alarms.`,
  limits: [
    "Trained on intensive-care patients and on sepsis alone: other ways to deteriorate, and wards, are outside what was measured.",
    "Two hospitals; every published model on these data lost most of its utility at a third one.",
    "Septic records end soon after onset, so length of stay gives the outcome away: utility over all hours is flattered by it for every model, and the hours-in-unit baseline shows how much. The model has no such input; judge it by the hour-matched AUROC and the first 48 hours.",
    "Consciousness, oxygen flow, treatment and diagnoses are not in the records and not in the model. NEWS2 in the comparison lacks consciousness too.",
    "Missing values are told to the network as missing, so it also learns what staff chose to measure; habits differ between hospitals.",
    "Not examined: fairness beyond age and sex as inputs, children, pregnancy.",
  ],
});
