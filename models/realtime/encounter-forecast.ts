import { z } from "zod";
import { VITAL_SIGN_KINDS } from "../vitals/vital-sign";

const ForecastHour = z.strictObject({
  /** Epoch milliseconds on the clock of the feed, as all instants of signs. */
  at: z.number(),
  low: z.number(),
  median: z.number(),
  high: z.number(),
});

/** One sign's next hours, or why there are none. */
export const SignForecast = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("forecast"),
    kind: z.enum(VITAL_SIGN_KINDS),
    /** What it starts from. */
    value: z.number(),
    observedAt: z.number(),
    /** The 80 % interval of each of the next six hours. */
    hours: z.array(ForecastHour),
  }),
  z.strictObject({
    state: z.literal("withheld"),
    kind: z.enum(VITAL_SIGN_KINDS),
    reason: z.enum(["never-measured", "too-old", "too-few-hours"]),
  }),
]);
export type SignForecast = z.infer<typeof SignForecast>;

/** What is to be expected of a patient's main signs, or why nothing can be said. */
export const EncounterForecast = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("issued"),
    modelVersion: z.string(),
    issuedAt: z.number(),
    signs: z.array(SignForecast),
  }),
  z.strictObject({
    state: z.literal("none"),
    reason: z.enum(["no-model", "scoring-down", "too-young", "no-signs"]),
  }),
]);
export type EncounterForecast = z.infer<typeof EncounterForecast>;
export type IssuedForecast = Extract<EncounterForecast, { state: "issued" }>;
