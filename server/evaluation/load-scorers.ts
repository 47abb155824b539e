import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ModelCard } from "#models/deterioration/model-card";
import {
  COMPARISONS,
  readComparison,
  type ComparisonModel,
  type ComparisonName,
} from "../physionet/comparison-artifact";
import { readCard } from "../physionet/train-artifact";
import { loadModel } from "../scoring/load-model";
import {
  comparisonScorer,
  earlyWarningScorer,
  hoursInUnitScorer,
  modelScorer,
  quickSofaScorer,
  sirsScorer,
  type HourlyScorer,
  type MethodName,
  type Scorers,
} from "./hourly-scorer";

export interface Loaded {
  card: ModelCard;
  scorers: Scorers;
  /** Share of the hours at or above the threshold where a comparison was taught. */
  alarmShares: ReadonlyMap<ComparisonName, number>;
}

/** The model of a folder and everything it is compared with, at the thresholds of its card. */
export async function loadScorers(folder: string, comparisonFolder: string): Promise<Loaded> {
  const model = await loadModel(folder);
  const { card, logisticRegression } = await readCard(folder, model);
  const { thresholds } = card;
  const comparisons = await loadComparisons(comparisonFolder);
  return {
    card,
    scorers: new Map<MethodName, HourlyScorer>([
      ["model", modelScorer(model, thresholds.model)],
      ["signsOnly", modelScorer(model, thresholds.model, "signs-only")],
      ["news2", earlyWarningScorer(thresholds.earlyWarningScore)],
      ["qsofa", quickSofaScorer()],
      ["sirs", sirsScorer()],
      ["logisticRegression", modelScorer(logisticRegression, thresholds.logisticRegression)],
      ["hoursOnly", hoursInUnitScorer(thresholds.hoursInUnit)],
      ...comparisons.map(([name, comparison]) => [name, comparisonScorer(comparison)] as const),
    ]),
    alarmShares: new Map(comparisons.map(([name, { alarmShare }]) => [name, alarmShare])),
  };
}

/** Those that the version has; none is served, so a version may be shipped without. */
async function loadComparisons(folder: string): Promise<[ComparisonName, ComparisonModel][]> {
  const present = COMPARISONS.filter((name) => existsSync(join(folder, `${name}.json`)));
  return Promise.all(
    present.map(async (name): Promise<[ComparisonName, ComparisonModel]> => {
      return [name, await readComparison(folder, name)];
    }),
  );
}
