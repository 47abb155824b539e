import { z } from "zod";
import { UnitId } from "../shared/ids";
import type { CensusInputs } from "./census-inputs";

/** The wave is moved by at most as many days; the paths of `CensusInputs` reach as far beyond 28 days. */
export const WAVE_SHIFT_MOST = 42;

/** What might be otherwise than expected, or be decided otherwise. An empty object changes nothing. */
export const Scenario = z.object({
  wave: z
    .object({
      /** Days later; negative is earlier. */
      laterDays: z.number().int().min(-WAVE_SHIFT_MOST).max(WAVE_SHIFT_MOST).default(0),
      /** What flu admissions are multiplied with. */
      factor: z.number().min(0).max(5).default(1),
    })
    .optional(),
  /** Units that get other staffed beds; at most their licensed beds count. */
  staffedBeds: z
    .array(z.object({ unitId: UnitId, beds: z.number().int().min(0).max(900) }))
    .max(100)
    .optional(),
  /** What every further stay is multiplied with. */
  lengthOfStayFactor: z.number().min(0.25).max(4).optional(),
  /** Share of elective surgery that does not take place in these 28 days. */
  electivePostponedShare: z.number().min(0).max(1).optional(),
  /** Units that close now: patients, admissions and transfers go to units that can stand in. */
  closedUnitIds: z.array(UnitId).max(100).optional(),
  /** Nurses there are over nurses planned: staffed beds follow, rounded down. */
  staffingFactor: z.number().min(0).max(2).optional(),
});
export type Scenario = z.infer<typeof Scenario>;

/**
 * The inputs as they would be. Changes apply in this order: wave, elective surgery, length of stay, staffed
 * beds by unit, staffing, closures. Throws a RangeError for a unit the inputs do not have, and when no unit
 * is left that could stand in for a closed one.
 */
export function applyScenario(inputs: CensusInputs, scenario: Scenario): CensusInputs {
  if (Object.keys(scenario).length === 0) return inputs;
  throw new Error("not yet");
}
