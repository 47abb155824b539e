"use client";

import { useEffect, useState } from "react";
import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { openEngine } from "../what-if-engine";
import type { EngineProblem } from "../what-if-messages";

export type ComputedOutlook =
  | { state: "computing" }
  | { state: "computed"; outlook: Outlook }
  | { state: "failed"; problem: EngineProblem };

/** The forecast under each scenario, in their order, as they are computed. */
export function useOutlooks(
  inputs: CensusInputs,
  scenarios: readonly Scenario[],
): readonly ComputedOutlook[] {
  const [computed, setComputed] = useState<readonly ComputedOutlook[]>([]);
  const wanted = JSON.stringify(scenarios);

  useEffect(() => {
    const engine = openEngine(inputs);
    let isOver = false;
    const computeAll = async () => {
      const done: ComputedOutlook[] = [];
      for (const scenario of scenarios) {
        const answer = await engine.compute(scenario);
        if (isOver) return;
        done.push(
          answer.ok
            ? { state: "computed", outlook: answer.value }
            : { state: "failed", problem: answer.error },
        );
        setComputed([...done]);
      }
    };
    void computeAll();
    return () => {
      isOver = true;
      engine.close();
    };
    // A list is made anew at each drawing; its text says whether it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [inputs, wanted]);

  return scenarios.map((_, index) => computed[index] ?? { state: "computing" });
}
