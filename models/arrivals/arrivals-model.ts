import { z } from "zod";

/** A trained model as JSON, to be stored beside its version. Trained on a hospital's own history. */
export const ArrivalsModel = z.strictObject({
  /** When the history it learnt from ends; ISO 8601. */
  learntUntil: z.iso.datetime(),
  dispersion: z.number().min(0),
  dayDispersion: z.number().min(0),
});
export type ArrivalsModel = z.infer<typeof ArrivalsModel>;
