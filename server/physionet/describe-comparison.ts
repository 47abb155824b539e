import { fitCalibration } from "#models/deterioration/calibrate";
import { probabilityOf } from "#models/deterioration/model";
import type { DenseLayer } from "#models/deterioration/network";
import type { ComparisonDescription, ComparisonName } from "./comparison-artifact";
import type { Normalisations } from "./hour-inputs";
import { onlyHospital, type HourTable } from "./hour-table";
import { chooseThresholds } from "./judge";
import { logitsOfHours } from "./score-hours";
import { ensembleOf, KEPT_UTILITY } from "./train-model";

/** Calibrates a model that is only compared with, on the tune hours of those that taught it. */
export function describeComparison(
  name: ComparisonName,
  members: readonly (readonly DenseLayer[])[],
  { tune, normalisations }: { tune: HourTable; normalisations: Normalisations },
): ComparisonDescription {
  const variant = name === "challenge" ? "challenge" : "deployed";
  const table =
    name === "challenge" ? tune : onlyHospital(tune, name === "trained-on-A" ? "A" : "B");
  const network = ensembleOf(members);
  const logits = logitsOfHours(network, { table, normalisations, variant });
  network.dispose();
  const calibration = fitCalibration(logits, table.labels);
  const risks = logits.map((logit) => probabilityOf(logit, calibration));
  const thresholds = chooseThresholds(risks, table, name === "challenge" ? 1 : KEPT_UTILITY);
  return {
    variant,
    members: members.map((layers) => ({
      hidden: layers.slice(0, -1).map(({ outputs }) => outputs),
    })),
    normalisations,
    calibration,
    thresholds,
    alarmShare: risks.filter((risk) => risk >= thresholds.all).length / risks.length,
  };
}
