import { z } from "zod";
import { AlertPriority } from "#models/alerts/alert";
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
  /** What happened to the alerts, and what people did. */
  steps: z.array(
    z.object({
      sequence: z.number(),
      at: z.number(),
      priority: AlertPriority,
      isRaised: z.boolean(),
      isAction: z.boolean(),
      what: z.string(),
      by: z.string().optional(),
    }),
  ),
});
export type EncounterTrends = z.infer<typeof EncounterTrends>;
