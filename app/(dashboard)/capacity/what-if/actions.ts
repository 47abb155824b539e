"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changeScenario, deleteScenario, restoreScenario, saveScenario } from "#db/scenarios";
import { Scenario } from "#models/census/scenario";
import { AppError } from "#models/shared/errors";
import { ScenarioId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";
import { ScenarioName, ScenarioNote } from "./scenario-words";

const permission = "capacity-plan:manage";
const rule = { permission, basis: "role" } as const;
const PAGE = "/capacity/what-if";

const NewScenario = z.strictObject({
  name: ScenarioName,
  note: ScenarioNote,
  scenario: Scenario,
});

/** Keeps what was tried under a name, and answers the id that its link will have. */
export async function keepScenario(
  input: z.input<typeof NewScenario>,
): Promise<ActionResult<{ scenarioId: ScenarioId }>> {
  const scenarioId = ScenarioId.parse(randomUUID());
  return action({
    permission,
    input: NewScenario,
    audit: () => ({
      action: "scenario:saved",
      ...rule,
      details: { scenarioId, step: "created" },
    }),
    run: async (kept, { userId }) => {
      const facts = { ...kept, scenarioId, by: userId, at: new Date() };
      await sayNameTaken(() => asActor({ userId }, (db) => saveScenario(db, facts)));
      revalidatePath(PAGE, "layout");
      return { scenarioId };
    },
  })(input);
}

const ChangedScenario = z.strictObject({
  scenarioId: ScenarioId,
  /** The version that was changed. */
  version: z.number().int().positive(),
  name: ScenarioName,
  note: ScenarioNote,
  /** Without it, what is assumed stays as it is. */
  scenario: Scenario.optional(),
});

/** Replaces a scenario that is kept, or gives it another name, if nobody has changed it since it was read. */
export async function replaceScenario(
  input: z.input<typeof ChangedScenario>,
): Promise<ActionResult<{ version: number }>> {
  return action({
    permission,
    input: ChangedScenario,
    audit: ({ scenarioId, version, scenario }) => ({
      action: "scenario:saved",
      ...rule,
      details: { scenarioId, version: version + 1, step: scenario ? "changed" : "renamed" },
    }),
    run: async ({ version, ...changed }, { userId }) => {
      const facts = { ...changed, by: userId, at: new Date() };
      const isChanged = await sayNameTaken(() =>
        asActor({ userId }, (db) => changeScenario(db, facts, version)),
      );
      // Also when somebody else was first: the page then shows theirs.
      revalidatePath(PAGE, "layout");
      if (!isChanged)
        throw new ActionRefusal(
          "conflict",
          "A colleague has changed or deleted this scenario meanwhile. Your values are still here: save them under another name, or open the scenario again.",
        );
      return { version: version + 1 };
    },
  })(input);
}

const OneScenario = z.strictObject({ scenarioId: ScenarioId });

/** Takes a scenario out of the list; its link leads nowhere until it is brought back. */
export async function removeScenario(
  input: z.input<typeof OneScenario>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneScenario,
    audit: ({ scenarioId }) => ({ action: "scenario:deleted", ...rule, details: { scenarioId } }),
    run: async ({ scenarioId }, { userId }) => {
      const removal = { scenarioId, by: userId, at: new Date() };
      const isDeleted = await asActor({ userId }, (db) => deleteScenario(db, removal));
      revalidatePath(PAGE, "layout");
      if (!isDeleted) throw new ActionRefusal("not-found", "This scenario was deleted already.");
      return null;
    },
  })(input);
}

/** Undoes `removeScenario`. */
export async function bringBackScenario(
  input: z.input<typeof OneScenario>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneScenario,
    audit: ({ scenarioId }) => ({
      action: "scenario:saved",
      ...rule,
      details: { scenarioId, step: "restored" },
    }),
    run: async ({ scenarioId }, { userId }) => {
      const removal = { scenarioId, by: userId, at: new Date() };
      const isBack = await sayNameTaken(() =>
        asActor({ userId }, (db) => restoreScenario(db, removal)),
      );
      revalidatePath(PAGE, "layout");
      if (!isBack) throw new ActionRefusal("not-found", "There is nothing to bring back.");
      return null;
    },
  })(input);
}

async function sayNameTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "conflict")
      throw new ActionRefusal("conflict", "Another scenario has this name. Choose another.", {
        cause,
      });
    throw cause;
  }
}
