import { z } from "zod";
import { EscalationLevel } from "./escalation-level";
import { EscalationParameter } from "./escalation-parameter";

/** What made a level, as it is kept: the values with the points that the rules of the time gave them. */
export const StoredFinding = z.object({
  level: EscalationLevel,
  isAtLeast: z.boolean(),
  highest: EscalationLevel,
  points: z.number().int(),
  parameters: z.array(
    z.object({
      parameter: EscalationParameter,
      isOn: z.boolean(),
      value: z.number().optional(),
      level: EscalationLevel.optional(),
      points: z.number().int(),
      mostPoints: z.number().int(),
    }),
  ),
});
export type StoredFinding = z.infer<typeof StoredFinding>;

export const StoredOutlook = z.array(
  z.object({
    from: z.coerce.date(),
    to: z.coerce.date(),
    probabilities: z.object({ 1: z.number(), 2: z.number(), 3: z.number(), 4: z.number() }),
    isAtLeast: z.boolean(),
  }),
);
