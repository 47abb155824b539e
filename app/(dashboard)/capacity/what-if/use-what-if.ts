"use client";

import { useEffect, useRef, useState } from "react";
import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import type { Scenario } from "#models/census/scenario";
import { followNewest, type NewestScenario } from "./newest-scenario";
import { openEngine, type WhatIfEngine } from "./what-if-engine";
import type { EngineProblem } from "./what-if-messages";

export interface WhatIf {
  /** As planned; undefined until it is computed. */
  base: Outlook | undefined;
  /** Under the scenario, or under one of a moment ago while the newest is computed. */
  tried: Outlook | undefined;
  /** What is shown is not of the newest scenario yet. */
  isComputing: boolean;
  problem: EngineProblem | undefined;
}

const NOTHING: WhatIf = {
  ...{ base: undefined, tried: undefined, problem: undefined },
  isComputing: true,
};

/** The forecast as planned and under a scenario, computed anew whenever that changes. */
export function useWhatIf(inputs: CensusInputs, scenario: Scenario): WhatIf {
  const [result, setResult] = useState(NOTHING);
  const follower = useRef<NewestScenario>(undefined);
  const newest = useRef(scenario);

  useEffect(() => {
    const engine = openEngine(inputs);
    let isOver = false;
    const start = async () => {
      const base = await engine.compute({});
      if (isOver) return;
      if (!base.ok) return setResult({ ...NOTHING, isComputing: false, problem: base.error });
      const planned = base.value;
      follower.current = followNewest(knowing(engine, planned), (answer, { isNewest }) => {
        if (isOver) return;
        setResult({
          base: planned,
          tried: answer.ok ? answer.value : undefined,
          isComputing: !isNewest,
          problem: answer.ok ? undefined : answer.error,
        });
      });
      follower.current.want(newest.current);
    };
    void start();
    return () => {
      isOver = true;
      follower.current = undefined;
      engine.close();
    };
  }, [inputs]);

  const wanted = JSON.stringify(scenario);
  useEffect(() => {
    newest.current = scenario;
    if (!follower.current) return;
    setResult((before) => ({ ...before, isComputing: true }));
    follower.current.want(scenario);
    // A scenario is made anew at each drawing; its text says whether it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  return result;
}

/** What is planned has been computed. */
const knowing = (engine: WhatIfEngine, planned: Outlook): Pick<WhatIfEngine, "compute"> => ({
  compute: (scenario) =>
    Object.keys(scenario).length > 0
      ? engine.compute(scenario)
      : Promise.resolve({ ok: true, value: planned }),
});
