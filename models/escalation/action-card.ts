import { z } from "zod";
import type { EscalationLevel } from "./escalation-level";

export const LONGEST_ACTION = 200;
export const MOST_ACTIONS = 15;

export const EscalationAction = z.strictObject({
  /** Stays when the words change: who did it is kept by it. */
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  what: z
    .string()
    .trim()
    .min(1, "Say what is to be done.")
    .max(LONGEST_ACTION, `At most ${LONGEST_ACTION} characters.`),
  owner: z.string().trim().min(1, "Say who owns it.").max(60, "At most 60 characters."),
});
export type EscalationAction = z.infer<typeof EscalationAction>;

/** What is to be done at a level, in the order in which it is to be looked at. */
export const ActionCard = z
  .array(EscalationAction)
  .max(MOST_ACTIONS, `At most ${MOST_ACTIONS} actions.`)
  .refine((actions) => new Set(actions.map(({ id }) => id)).size === actions.length, {
    error: "two actions have one id",
  });
export type ActionCard = z.infer<typeof ActionCard>;

/**
 * The id of an action that is new on the card of a level. It has the instant in it, so that one that was
 * removed does not hand its ticks on.
 */
export const newActionId = (level: EscalationLevel, at: Date): string =>
  `level-${level}-${at.getTime().toString(36)}`;
