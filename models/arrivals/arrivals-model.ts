import { z } from "zod";
import { Intensity } from "./intensity";
import { LOAD_FEATURES } from "./recent-load";
import { Climate } from "./weather";

/** A trained model as JSON, to be stored beside its version. Trained on a hospital's own history. */
export const ArrivalsModel = z.strictObject({
  /** When the last hour it learnt from began; ISO 8601. */
  learntUntil: z.iso.datetime(),
  /** How many counted hours it learnt from. */
  learntFromHours: z.int().min(0),
  /** Whether recent load and spread were learnt as well, from a part held back, or are assumed. */
  isCalibrated: z.boolean(),
  intensity: Intensity,
  climate: Climate.optional(),
  /** How recent load moves the intensity; see `loadFeatures`. */
  loadCoefficients: z.array(z.number()).length(LOAD_FEATURES),
  /** Negative binomial: an hour's variance is mean + dispersion × mean². */
  dispersion: z.number().min(0),
  /** The part of it that all hours of a day share. */
  dayDispersion: z.number().min(0),
});
export type ArrivalsModel = z.infer<typeof ArrivalsModel>;
