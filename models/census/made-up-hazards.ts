import type { UnitKind } from "../encounters/demographics";
import type { CensusHazards, KindHazards } from "./hazards";

// Discharges of wards cluster around midday and afternoon, those of intensive care follow the beds found
// for them; an emergency department works around the clock.
const WARD_DAY = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.8, 1.4, 2.0, 2.4, 2.4, 2.4, 2.4, 2.2, 1.9, 1.6, 1.2,
  0.9, 0.6, 0.4, 0.2, 0.1,
];
const EVEN_DAY = new Array<number>(24).fill(1);
const WARD_WEEK = [1.05, 1.05, 1.05, 1.05, 1.15, 0.85, 0.8];
const EVEN_WEEK = new Array<number>(7).fill(1);

const kindHazards = (
  kind: UnitKind,
  meanHours: number,
  toIntensivePerHour: number,
  { byHourOfDay, byWeekday }: Pick<KindHazards, "byHourOfDay" | "byWeekday">,
): KindHazards => ({
  kind,
  fromHours: [0],
  perHour: [1 / meanHours],
  byHourOfDay,
  byWeekday,
  byAcuity: { factors: [1.25, 1, 0.8, 0.6], shares: [0.35, 0.35, 0.2, 0.1] },
  toIntensivePerHour,
  byRisk: { factors: [0.5, 1.5, 6], shares: [0.8, 0.15, 0.05] },
  // About as long as a course of deterioration takes from its first signs to its end.
  riskFadesHours: 12,
});

/**
 * Where a hospital has no history of its own yet. Mean stays are those of the made-up demo hospital, in which
 * intensive care takes 3.3 days, step-down 2, a ward 4.2, the emergency department 4.5 hours; rhythm and
 * factors are plain guesses. `fitHazards` replaces them.
 */
export const MADE_UP_HAZARDS: CensusHazards = {
  source: "made-up hospital's own",
  kinds: [
    kindHazards("intensive", 79, 0, { byHourOfDay: EVEN_DAY, byWeekday: EVEN_WEEK }),
    kindHazards("step-down", 48, 0.003, { byHourOfDay: EVEN_DAY, byWeekday: EVEN_WEEK }),
    kindHazards("ward", 101, 0.0012, { byHourOfDay: WARD_DAY, byWeekday: WARD_WEEK }),
    kindHazards("emergency", 4.5, 0.009, { byHourOfDay: EVEN_DAY, byWeekday: EVEN_WEEK }),
  ],
  expectedDischarge: { keptShare: 0.7, spreadHours: 5 },
};
