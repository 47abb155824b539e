import type { ModelCard } from "#models/deterioration/model-card";
import { readCard } from "../physionet/train-artifact";
import { loadModel } from "../scoring/load-model";
import {
  earlyWarningScorer,
  hoursInUnitScorer,
  modelScorer,
  quickSofaScorer,
  sirsScorer,
  type HourlyScorer,
  type MethodName,
  type Scorers,
} from "./hourly-scorer";

/** The model of a folder and everything it is compared with, at the thresholds of its card. */
export async function loadScorers(folder: string): Promise<{ card: ModelCard; scorers: Scorers }> {
  const model = await loadModel(folder);
  const { card, logisticRegression } = await readCard(folder, model);
  const { thresholds } = card;
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
    ]),
  };
}
