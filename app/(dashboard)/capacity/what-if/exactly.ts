import type { Scenario } from "#models/census/scenario";
import { err } from "#models/shared/result";
import type { EngineAnswer, WhatIfEngine } from "./what-if-engine";

/** The forecast under a scenario, once it is exact. */
export async function exactly(
  engine: Pick<WhatIfEngine, "compute">,
  scenario: Scenario,
): Promise<EngineAnswer> {
  let last: EngineAnswer = err("failed");
  await engine.compute(scenario, { onAnswer: (answer) => (last = answer), isWanted: () => true });
  return last;
}
