import type { RosterRule } from "./roster-rule";

const HARD = { kind: "hard" } as const;
const HOUR = 60;

const DIRECTIVE = "Directive 2003/88/EC";

/** Rest and working time by the directive; articles are with the rules. */
export const euWorkingTimeRules = (): RosterRule[] => [
  {
    ruleId: "eu-daily-rest",
    title: "11 hours of rest between shifts",
    source: `${DIRECTIVE}, article 3`,
    strictness: HARD,
    terms: { kind: "rest-between-shifts", minimumMinutes: 11 * HOUR },
  },
  {
    ruleId: "eu-weekly-rest",
    title: "35 hours of rest in each seven days",
    source: `${DIRECTIVE}, article 5: 24 hours and the 11 of article 3`,
    strictness: HARD,
    terms: { kind: "weekly-rest", minimumMinutes: 35 * HOUR },
  },
  {
    ruleId: "eu-weekly-hours",
    title: "48 hours a week on average",
    source: `${DIRECTIVE}, articles 6 (b) and 16 (b)`,
    strictness: HARD,
    terms: { kind: "average-weekly-hours", maximumMinutes: 48 * HOUR, overWeeks: 17 },
  },
];

/** A choice of ours: about what an hour of double time costs beyond the plain one. */
const LONG_HOUR_PRICE = 60;
const OVERTIME_HOUR_PRICE = 30;

export const californiaRules = (): RosterRule[] => [
  {
    ruleId: "ca-day-of-rest",
    title: "No more than six days in a row",
    source: "California Labor Code, sections 551 and 552",
    strictness: HARD,
    terms: { kind: "consecutive-work-days", maximum: 6 },
  },
  {
    ruleId: "ca-daily-hours",
    title: "12 hours a day",
    source: "Wage Order 5-2001, section 3 (B); Labor Code, section 510: double time beyond",
    strictness: { kind: "soft", weight: LONG_HOUR_PRICE },
    terms: { kind: "hours-in-window", days: 1, maximumMinutes: 12 * HOUR },
  },
  {
    ruleId: "ca-weekly-hours",
    title: "40 hours in seven days",
    source: "California Labor Code, section 510: overtime beyond",
    strictness: { kind: "soft", weight: OVERTIME_HOUR_PRICE },
    terms: { kind: "hours-in-window", days: 7, maximumMinutes: 40 * HOUR },
  },
];
