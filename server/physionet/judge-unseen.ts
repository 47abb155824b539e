import { auroc } from "#models/deterioration/metrics";
import type { Metrics } from "#models/deterioration/model-card";
import { probabilityOf } from "#models/deterioration/model";
import type { DenseLayer } from "#models/deterioration/network";
import { normalisedUtility } from "#models/deterioration/utility";
import type { ComparisonDescription, ComparisonName } from "./comparison-artifact";
import { onlyHospital, type HourTable } from "./hour-table";
import { logitsOfHours } from "./score-hours";
import { ensembleOf } from "./train-model";

interface Comparison {
  name: ComparisonName;
  members: readonly (readonly DenseLayer[])[];
  description: ComparisonDescription;
}

/**
 * A model of one hospital on the test patients of the other, with its own threshold. Nothing for another
 * comparison, or where the other hospital has nobody who tells sepsis from no sepsis.
 */
export function judgeUnseen(
  { name, members, description }: Comparison,
  test: HourTable,
): NonNullable<Metrics["unseenHospitals"]> {
  if (name === "challenge") return [];
  const [trainedOn, testedOn] =
    name === "trained-on-A" ? (["A", "B"] as const) : (["B", "A"] as const);
  const table = onlyHospital(test, testedOn);
  const { normalisations, variant, calibration, thresholds } = description;
  const network = ensembleOf(members);
  const risks = logitsOfHours(network, { table, normalisations, variant }).map((logit) =>
    probabilityOf(logit, calibration),
  );
  network.dispose();
  const figures = {
    auroc: auroc(risks, table.labels),
    utility: normalisedUtility(
      table.hoursFromOnset,
      (row) => (risks[row] ?? NaN) >= thresholds.all,
    ),
  };
  if (!Object.values(figures).every(Number.isFinite)) return [];
  return [{ trainedOn, testedOn, patients: table.patients.length, ...figures }];
}
