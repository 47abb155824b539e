import type { RosterShift } from "./roster-problem";
import type { RosterRule } from "./roster-rule";
import { californiaRules, euWorkingTimeRules } from "./legal-rules";
import { houseRules } from "./house-rules";

export const RULE_SET_IDS = ["eu-working-time", "california", "house"] as const;
export type RuleSetId = (typeof RULE_SET_IDS)[number];

/** Rules that belong together, named: what a hospital chooses for its rosters. Several may be chosen at once. */
export interface RuleSet {
  title: string;
  about: string;
  /** Where the texts are. */
  sources: readonly string[];
  /** What it does not say, or says more strictly than the text does, and why. */
  notes: readonly string[];
  /** The rules, for the shifts of a hospital. */
  rulesFor: (shifts: readonly RosterShift[]) => RosterRule[];
}

export const RULE_SETS: Readonly<Record<RuleSetId, RuleSet>> = {
  "eu-working-time": {
    title: "EU Working Time Directive",
    about: "Daily and weekly rest, and 48 hours a week on average over four months.",
    sources: [
      "Directive 2003/88/EC of the European Parliament and of the Council, articles 3, 5, 6, 8 and 16",
    ],
    notes: [
      "The four months of article 16 (b) are 17 whole weeks. Each 17 weeks in a row are judged, not only those of a fixed calendar: that is never laxer.",
      "Days of absence of any kind are left out of the average; article 16 (b) asks it of annual and sick leave.",
      "Article 8 (a), eight hours in 24 on average for night workers, is no rule of its own: with one day of rest in seven it is 48 hours a week, which article 6 asks of everybody. The hard limit of article 8 (b), for work of special hazards, is left to the hospital.",
      "Articles 17 and 18 let hospitals deviate with compensating rest; these rules do not.",
    ],
    rulesFor: euWorkingTimeRules,
  },
  california: {
    title: "California: alternative 12-hour workweek",
    about:
      "A day of rest in seven, no more than 12 hours a day and 40 hours a week without a price.",
    sources: [
      "California Labor Code, sections 510, 551 and 552",
      "Industrial Welfare Commission, Wage Order 5-2001 (California Code of Regulations, title 8, section 11050), section 3 (B)",
    ],
    notes: [
      "Nurse-to-patient ratios (title 22, section 70217) are in the demand, which is made from the census by them.",
      "Hours beyond 12 in a day and 40 in a week are not forbidden but paid more (Labor Code 510): they have a price here. Daily overtime after 8 hours does not apply to a 12-hour schedule that was adopted under section 3 (B).",
      "The day of rest is the workweek's (Mendoza v. Nordstrom, 2017). Here no more than six days in a row may be worked, wherever the week begins, and the 40 hours are those of any seven days: both are stricter.",
    ],
    rulesFor: californiaRules,
  },
  house: {
    title: "House rules of a ward",
    about: "Usual agreements on nights, weekends, days in a row, skills and fair shares.",
    sources: ["Agreements of the hospital: examples, to be changed to its own"],
    notes: ["Prices are in the hospital's currency, beside what a shift of bank staff costs."],
    rulesFor: houseRules,
  },
};

/** The rules of several sets, in their order. */
export const rulesOfSets = (
  sets: readonly RuleSetId[],
  shifts: readonly RosterShift[],
): RosterRule[] => sets.flatMap((set) => RULE_SETS[set].rulesFor(shifts));
