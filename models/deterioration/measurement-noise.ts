import type { Catalogue, Variable } from "./catalogue";
import type { FeatureSet } from "./feature-set";

/**
 * How far a sign read by a sound device may be from the truth, in the sign's unit: the accuracy limits of the
 * devices' standards (ANSI/AAMI EC13 for heart rate, ISO 80601-2-61 for oximeters, 80601-2-56 for thermometers,
 * 81060-2 for cuffs, 80601-2-55 for gases) and, for respiration, what monitor makers state.
 */
const SIGN_NOISE: Readonly<Record<string, number>> = {
  heartRate: 5,
  oxygenSaturation: 3,
  temperature: 0.2,
  systolicPressure: 5,
  meanPressure: 5,
  diastolicPressure: 5,
  respiratoryRate: 2,
  endTidalCarbonDioxide: 2,
  inspiredOxygen: 2.5,
};

/** Laboratory results: within this share of the value, nearer than CLIA's acceptance limits of most tests. */
const LABORATORY_SHARE = 0.05;
/** Results around zero, or of so narrow a range that a share of the value would be another illness. */
const LABORATORY_NOISE: Readonly<Record<string, number>> = { arterialPh: 0.04, baseExcess: 1 };

/** How a statistic of a variable moves when each of its values may be off by 1. */
const STATISTIC_NOISE: Readonly<Record<string, number>> = {
  change: 2,
  spread24: 2,
  mean6: 1,
  mean3: 1,
  min6: 1,
  max6: 1,
  deviation6: 1,
  slope6: 2 / 5, // first and last of six hours off in opposite directions
  mean12: 1,
  min12: 1,
  max12: 1,
  slope12: 2 / 11,
  drift24: 2,
  deviation24: 1,
  min24: 1,
  max24: 1,
  fromSlow: 2,
  fastFromSlow: 2,
};

/**
 * For each feature, how far measurement noise can move it, in the feature's own unit: [features]. Times, counts
 * and who the patient is do not move; what is computed from values is computed again instead. Each feature may
 * move apart from the others, which no device does: a bound on what noise can do, not an estimate of it.
 *
 * `mean` holds the mean of each feature in training, from which a laboratory result's share is taken.
 */
export function noiseOfFeatures(
  { features, catalogue }: Pick<FeatureSet, "features" | "catalogue">,
  mean: readonly number[],
): Float32Array {
  const typical = new Map(features.map(({ name }, index) => [name, mean[index] ?? 0]));
  return Float32Array.from(features, ({ name }) => {
    const [kind = "", statistic] = name.split(".");
    const variable = variableOf(catalogue, kind);
    if (!variable) return 0;
    const factor = statistic === undefined ? 1 : (STATISTIC_NOISE[statistic] ?? 0);
    return factor * noiseOf(variable, typical.get(kind) ?? 0);
  });
}

const variableOf = (catalogue: Catalogue, kind: string): Variable | undefined =>
  catalogue.has(kind) ? catalogue.variables[catalogue.positionOf(kind)] : undefined;

function noiseOf({ kind, isLogarithmic }: Variable, typical: number): number {
  const absolute = SIGN_NOISE[kind] ?? LABORATORY_NOISE[kind];
  if (absolute !== undefined) return absolute;
  // A share of the value is the same step everywhere on a logarithmic scale, or nearly so above 1.
  return isLogarithmic ? Math.log1p(LABORATORY_SHARE) : LABORATORY_SHARE * Math.abs(typical);
}
