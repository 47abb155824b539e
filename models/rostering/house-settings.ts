import { OVERTIME_SETS } from "./overtime-terms";
import { RosterShift } from "./roster-problem";
import type { RosterSettings } from "./roster-settings";
import { type RuleSetId, rulesOfSets } from "./rule-sets";

/** Twelve hours by day and by night, as the demand of nurses is cut by default. */
export const HOUSE_SHIFTS: readonly RosterShift[] = [
  {
    ...{ shiftId: "long-day", name: "Long day", code: "D", from: "07:00", to: "19:00" },
    ...{ unpaidBreakMinutes: 30, isNight: false },
  },
  {
    ...{ shiftId: "night", name: "Night", code: "N", from: "19:00", to: "07:00" },
    ...{ unpaidBreakMinutes: 30, isNight: true },
  },
].map((shift) => RosterShift.parse(shift));

const HOUSE_RULE_SETS: readonly RuleSetId[] = ["eu-working-time", "house"];

/**
 * What a new roster goes by until planners choose otherwise. Prices are in the hospital's currency: a person
 * below the minimum costs more than any shift of bank or agency staff, one below the target less than agency.
 */
export const houseSettings = (): RosterSettings => ({
  shifts: [...HOUSE_SHIFTS],
  ruleSetIds: [...HOUSE_RULE_SETS],
  rules: rulesOfSets(HOUSE_RULE_SETS, HOUSE_SHIFTS),
  prices: { float: 60, bankShift: 120, agencyShift: 320, overtime: OVERTIME_SETS.contract.terms },
  demand: {
    serviceLevel: 0.8,
    price: { belowMinimum: 3_000, belowTarget: 700, aboveMaximum: 150 },
    spare: 1,
    plan: [],
  },
});
