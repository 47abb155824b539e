import type { Scenario } from "#models/census/scenario";
import type { EngineAnswer, WhatIfEngine } from "./what-if-engine";

export interface NewestScenario {
  /** Asks for this scenario as soon as what is in hand allows; those in between are passed over. */
  want(scenario: Scenario): void;
}

export interface AnswerAbout {
  scenario: Scenario;
  /** Nothing else was wanted since. */
  isNewest: boolean;
}

/**
 * A slider is moved faster than a forecast is computed: one at a time, and then the newest. Each answer is
 * told, so that the curves move with the slider.
 */
export function followNewest(
  engine: Pick<WhatIfEngine, "compute">,
  onAnswer: (answer: EngineAnswer, about: AnswerAbout) => void,
): NewestScenario {
  let wanted: Scenario | undefined;
  let isBusy = false;

  const goOn = async () => {
    isBusy = true;
    while (wanted) {
      const scenario = wanted;
      wanted = undefined;
      const answer = await engine.compute(scenario);
      onAnswer(answer, { scenario, isNewest: wanted === undefined });
    }
    isBusy = false;
  };
  return {
    want: (scenario) => {
      wanted = scenario;
      if (!isBusy) void goOn();
    },
  };
}
