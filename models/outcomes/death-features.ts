import type { Derived } from "../deterioration/feature";
import { FeatureSet } from "../deterioration/feature-set";
import { wardDerived } from "../deterioration/ward-features";
import { MS_PER_HOUR } from "../shared/time-range";
import { BODY_FEATURES, type Body } from "./body";
import { dailyExtremes } from "./extremes";
import { outcomeCatalogue } from "./outcome-catalogue";
import { PHYSIONET2012_VARIABLES } from "./physionet2012-variables";

export type IcuType = "coronary" | "cardiac-surgery" | "medical" | "surgical";

export interface DeathProfile extends Body {
  icuType: IcuType;
}

/** A cuff speaks for the arterial line once that has been silent for an hour, as an oximeter for the electrodes. */
const CUFF_STANDS_IN_AFTER_MS = MS_PER_HOUR;

export const DEATH_CATALOGUE = outcomeCatalogue(PHYSIONET2012_VARIABLES, {
  followed: ["comaScale", "urineVolume"],
  charted: ["mechanicalVentilation", "weight"],
  standIns: [
    ["cuffSystolicPressure", "systolicPressure"] as const,
    ["cuffMeanPressure", "meanPressure"] as const,
    ["cuffDiastolicPressure", "diastolicPressure"] as const,
  ].map(([kind, of]) => ({ kind, for: of, afterMs: CUFF_STANDS_IN_AFTER_MS })),
});

const { catalogue } = DEATH_CATALOGUE;
const ICU_TYPES: readonly IcuType[] = ["coronary", "cardiac-surgery", "medical", "surgical"];

/** What a model of in-hospital death is told at one instant: the ward's features, and what the records hold beyond. */
export const DEATH_FEATURES = new FeatureSet<DeathProfile>(catalogue, [
  ...wardDerived(catalogue),
  ...dailyExtremes(catalogue),
  ...BODY_FEATURES,
  ...ICU_TYPES.map((type): Derived<DeathProfile> => ({
    name: `isIn.${type}`,
    group: "Kind of intensive care",
    ofProfile: ({ icuType }) => (icuType === type ? 1 : 0),
  })),
]);
