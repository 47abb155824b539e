import { z } from "zod";
import { TrendRangeKey } from "./trend-range";

const TrendPoint = z.object({
  kind: z.number(),
  at: z.number(),
  low: z.number(),
  mean: z.number(),
  high: z.number(),
});

/** What the trends route answers; times are epoch milliseconds on the feed's clock. */
export const EncounterTrends = z.object({
  range: TrendRangeKey,
  from: z.number(),
  to: z.number(),
  signs: z.array(TrendPoint),
  scores: z.array(z.object({ at: z.number(), score: z.number(), inputsPresent: z.number() })),
  risks: z.array(z.object({ at: z.number(), risk: z.number() })),
});
export type EncounterTrends = z.infer<typeof EncounterTrends>;
