import { FeatureSet } from "./feature-set";
import { WARD_CATALOGUE } from "./variables";
import { wardDerived } from "./ward-features";

/** What the ward's deterioration model is told. */
export const WARD_FEATURES = new FeatureSet(WARD_CATALOGUE, wardDerived(WARD_CATALOGUE));

/** The inputs, in the order they are written. */
export const FEATURES = WARD_FEATURES.features;
