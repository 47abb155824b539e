import "server-only";
import { notFound } from "next/navigation";
import { findScenario, type SavedScenario } from "#db/scenarios";
import type { LiveSession } from "#db/sessions";
import { ScenarioId } from "#models/shared/ids";
import { asActor } from "@/_lib/db";
import { COMPARED_AT_MOST } from "../listed-scenario";

/** As many as are compared, each once; 404 when one was deleted, or never was. */
export async function requireScenarios(
  session: LiveSession,
  asked: readonly string[],
): Promise<SavedScenario[]> {
  const found = await asActor(session, async (db) => {
    const scenarios: (SavedScenario | undefined)[] = [];
    for (const id of new Set(asked.slice(0, COMPARED_AT_MOST))) {
      const scenarioId = ScenarioId.safeParse(id).data;
      scenarios.push(scenarioId && (await findScenario(db, scenarioId)));
    }
    return scenarios;
  });
  return found.map((scenario) => scenario ?? notFound());
}
