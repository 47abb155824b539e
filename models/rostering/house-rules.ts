import type { RosterShift } from "./roster-problem";
import type { RosterRule } from "./roster-rule";
import { Skill } from "./roster-ids";

/** Who leads a shift: the skill that the house rules ask for on each. */
export const CHARGE_SKILL = Skill.parse("charge");

const HARD = { kind: "hard" } as const;
const soft = (weight: number) => ({ kind: "soft", weight }) as const;
const HOUSE = "House rule";

/** Usual rules of a ward. Those on nights are left out where no shift is one. */
export const houseRules = (shifts: readonly RosterShift[]): RosterRule[] => {
  const nights = shifts.filter(({ isNight }) => isNight).map(({ shiftId }) => shiftId);
  return [...(nights.length > 0 ? nightRules(nights) : []), ...USUAL_RULES];
};

const nightRules = (nights: RosterShift["shiftId"][]): RosterRule[] => [
  {
    ruleId: "house-nights-in-a-row",
    title: "No more than four nights in a row",
    source: HOUSE,
    strictness: HARD,
    terms: { kind: "consecutive-shifts", shiftIds: nights, maximum: 4 },
  },
  {
    ruleId: "house-days-off-after-nights",
    title: "Two days off after nights",
    source: HOUSE,
    strictness: HARD,
    terms: { kind: "days-off-after-nights", nights: 1, daysOff: 2 },
  },
  {
    ruleId: "house-fair-nights",
    title: "A fair share of nights",
    source: HOUSE,
    strictness: soft(40),
    terms: { kind: "fair-share", of: "nights", tolerance: 1 },
  },
];

const USUAL_RULES: readonly RosterRule[] = [
  {
    ruleId: "house-days-in-a-row",
    title: "No more than five days in a row",
    source: HOUSE,
    strictness: HARD,
    terms: { kind: "consecutive-work-days", maximum: 5 },
  },
  {
    ruleId: "house-no-single-days-on",
    title: "No single days of work",
    source: HOUSE,
    strictness: soft(30),
    terms: { kind: "consecutive-work-days", minimum: 2 },
  },
  {
    ruleId: "house-every-second-weekend",
    title: "Every second weekend off",
    source: HOUSE,
    strictness: soft(150),
    terms: { kind: "weekends", weeks: 2, maximum: 1 },
  },
  {
    ruleId: "house-whole-weekends",
    title: "Both days of a weekend or none",
    source: HOUSE,
    strictness: soft(40),
    terms: { kind: "whole-weekends" },
  },
  {
    ruleId: "house-contract-hours",
    title: "Contract hours within a shift",
    source: HOUSE,
    strictness: soft(25),
    terms: { kind: "contract-hours", toleranceMinutes: 720 },
  },
  {
    ruleId: "house-charge",
    title: "Somebody to lead each shift",
    source: HOUSE,
    strictness: soft(400),
    terms: { kind: "skill-mix", skill: CHARGE_SKILL, minimum: 1 },
  },
  {
    ruleId: "house-pairing",
    title: "New people with somebody of experience",
    source: HOUSE,
    strictness: soft(200),
    terms: { kind: "pairing", newPeoplePerMentor: 1 },
  },
  {
    ruleId: "house-fair-weekends",
    title: "A fair share of weekends",
    source: HOUSE,
    strictness: soft(60),
    terms: { kind: "fair-share", of: "weekends", tolerance: 1 },
  },
  {
    ruleId: "house-fair-requests",
    title: "Refused requests fairly spread",
    source: HOUSE,
    strictness: soft(30),
    terms: { kind: "fair-requests", tolerance: 1 },
  },
];
