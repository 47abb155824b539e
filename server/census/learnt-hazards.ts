import { fittedModel } from "#db/fitted-models";
import type { Queryable } from "#db/pool";
import type { CensusHazards } from "#models/census/hazards";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import { UNIT_FLOW } from "#models/forecasts/past-presence";
import { UnitFlow } from "#models/forecasts/unit-flow";
import { MS_PER_HOUR } from "#models/shared/time-range";

/** They are learnt anew each night. */
const KEPT_MS = MS_PER_HOUR;

/** How patients leave the units, as learnt from this hospital's stays; before that, round numbers. Read once an hour. */
export function learntHazards(db: Queryable, now: () => Date): () => Promise<CensusHazards> {
  let kept: { hazards: CensusHazards; until: number } | undefined;
  return async () => {
    if (kept && now().getTime() < kept.until) return kept.hazards;
    const learnt = UnitFlow.safeParse((await fittedModel(db, UNIT_FLOW))?.parameters).data;
    const hazards = learnt?.hazards ?? MADE_UP_HAZARDS;
    kept = { hazards, until: now().getTime() + KEPT_MS };
    return hazards;
  };
}
