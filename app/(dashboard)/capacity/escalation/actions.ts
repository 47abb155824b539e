"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { EscalationLevelId, escalationNow, markActionDone, markActionOpen } from "#db/escalation";
import { escalationRulesInForce, makeEscalationRules } from "#db/escalation-rules";
import { EscalationAction } from "#models/escalation/action-card";
import { EscalationRules } from "#models/escalation/escalation-rules";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited } from "@/_lib/audit";
import { asActor } from "@/_lib/db";

const PAGE = "/capacity/escalation";

const Mark = z.strictObject({
  escalationLevelId: EscalationLevelId,
  actionId: EscalationAction.shape.id,
  isDone: z.boolean(),
});

/** Ticks an action of the level that counts, or takes the tick back. */
export async function markAction(input: z.input<typeof Mark>): Promise<ActionResult<null>> {
  return action({
    permission: "capacity:read",
    input: Mark,
    audit: ({ escalationLevelId, actionId, isDone }) => ({
      action: isDone ? "escalation:action-done" : "escalation:action-reopened",
      permission: "capacity:read",
      basis: "role",
      details: { escalationLevelId, actionId },
    }),
    run: async ({ escalationLevelId, actionId, isDone }, session) => {
      await asActor(session, async (db) => {
        const present = await escalationNow(db);
        if (present?.escalationLevelId !== escalationLevelId)
          throw new ActionRefusal(
            "conflict",
            "The level has changed meanwhile, and with it the action card. Look at the new one.",
          );
        const { rules } = await escalationRulesInForce(db);
        if (!rules.cards[present.level].some(({ id }) => id === actionId))
          throw new ActionRefusal("not-found", "The action is no longer on the card.");
        const mark = { escalationLevelId, actionId, by: session.userId, at: new Date() };
        await (isDone ? markActionDone(db, mark) : markActionOpen(db, mark));
      }).finally(() => revalidatePath(PAGE));
      return null;
    },
  })(input);
}

const NewVersion = z.strictObject({
  /** The version that was changed; 0 is the house's. */
  basedOn: z.number().int().min(0),
  rules: EscalationRules,
});

/** Puts a new version of the rules in force, if nobody has since it was read. */
export async function saveRules(
  input: z.input<typeof NewVersion>,
): Promise<ActionResult<{ version: number }>> {
  return action({
    permission: "escalation:manage",
    input: NewVersion,
    run: async ({ basedOn, rules }, session) => {
      const version = basedOn + 1;
      const save = audited(
        () => ({
          action: "escalation:rules-changed",
          permission: "escalation:manage",
          basis: "role",
          details: { version },
        }),
        () =>
          asActor(session, async (db) => {
            const inForce = await escalationRulesInForce(db);
            const made = { version, rules, userId: session.userId, at: new Date() };
            if (inForce.version !== basedOn || !(await makeEscalationRules(db, made)))
              throw new ActionRefusal(
                "conflict",
                "A colleague has saved another version meanwhile. Load the page again to see theirs; copy what you want to keep first.",
              );
          }),
      );
      await save(null, session);
      revalidatePath(PAGE, "layout");
      return { version };
    },
  })(input);
}
