import { z } from "zod";
import type { JudgedRoster, JudgeQuestion } from "./judgements";

// Between the server and the thread that judges rosters: one program, so that shapes are not looked into again.

/** So many rosters are kept scored: a ward's is some megabytes, and those that run are few. */
export const MOST_SCORED = 12;

export const Judge = z.object({
  id: z.number(),
  key: z.number(),
  question: z.custom<JudgeQuestion>((value) => typeof value === "object"),
  /** Absent: it was handed over before. */
  roster: z.custom<JudgedRoster>((value) => typeof value === "object").optional(),
});
export type Judge = z.infer<typeof Judge>;

export const JudgeReply = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("ready") }),
  z.object({ outcome: z.literal("answered"), id: z.number(), answer: z.unknown() }),
  /** The roster is not known any more. */
  z.object({ outcome: z.literal("forgotten"), id: z.number() }),
  z.object({ outcome: z.literal("failed"), id: z.number(), fault: z.unknown() }),
]);
export type JudgeReply = z.infer<typeof JudgeReply>;
