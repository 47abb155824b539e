import { z } from "zod";
import { SnoozeReason } from "./alert";
import { Disposition } from "./disposition";

/** What a person may do to an alert, as it is asked of the server. */
export const AlertAnswer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("acknowledge") }),
  z.strictObject({ type: z.literal("take") }),
  z.strictObject({ type: z.literal("hand-back") }),
  z.strictObject({ type: z.literal("escalate") }),
  z.strictObject({
    type: z.literal("snooze"),
    minutes: z.number().int().min(1).max(1_440),
    reason: SnoozeReason,
  }),
  z.strictObject({ type: z.literal("end-snooze") }),
  z.strictObject({ type: z.literal("resolve"), disposition: Disposition }),
  z.strictObject({ type: z.literal("reopen") }),
]);
export type AlertAnswer = z.infer<typeof AlertAnswer>;
