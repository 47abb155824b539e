import { z } from "zod";
import { ModelCard } from "../deterioration/model-card";

/** How the networks of one season fared on it: they had seen nothing of it. */
const SeasonFigures = z.strictObject({
  season: z.string(),
  trainedUpTo: z.iso.date(),
  tasks: z.int(),
  /** Pairwise, of the FluSight baseline's; lower is better. */
  relativeWis: z.number(),
  coverage50: z.number(),
  coverage95: z.number(),
  byHorizon: z.array(z.number()),
  teams: z.record(z.string(), z.number()),
});

/** What a reader must know before trusting the forecast; `card.json` of an artifact. */
export const FluCard = z.strictObject({
  name: z.literal("flu"),
  version: z.string(),
  predicts: z.string(),
  intendedUse: z.string(),
  data: ModelCard.shape.data.pick({ source: true, citation: true, licence: true }).extend({
    /** Rows that the networks in service were trained on, and how many of them are admissions. */
    rows: z.int(),
    admissionRows: z.int(),
  }),
  seed: z.int(),
  recipe: z.record(z.string(), z.number()),
  networksPerSeason: z.int(),
  metrics: z.array(SeasonFigures),
  limits: z.array(z.string()).min(1),
});
export type FluCard = z.infer<typeof FluCard>;
