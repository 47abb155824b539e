import type { RosterCharge } from "../roster-charge";
import type { PersonLine } from "../roster-frame";
import type { RosterRule } from "../roster-rule";
import { type Breach, isHard, pointsOf } from "./breach";
import { fairShareBreaches } from "./fair-breaches";
import {
  averageHoursBreaches,
  contractHoursBreaches,
  hoursInWindowBreaches,
  shiftCountBreaches,
} from "./hours-breaches";
import { legalCharges } from "./legal-charges";
import { moneyCharges } from "./money-charges";
import { requestCharges } from "./request-charges";
import { restBreaches, successionBreaches, weeklyRestBreaches } from "./rest-breaches";
import {
  afterNightsBreaches,
  offRunBreaches,
  shiftRunBreaches,
  workRunBreaches,
} from "./run-breaches";
import { weekendBreaches, wholeWeekendBreaches } from "./weekend-breaches";

/** All that one person's line is charged for, as far as it depends on nobody else. */
export const lineCharges = (line: PersonLine): RosterCharge[] => [
  ...legalCharges(line),
  ...line.of.rules.flatMap((rule) =>
    ruleBreaches(line, rule).map((found) => ruleCharge(line, rule, found)),
  ),
  ...requestCharges(line),
  ...moneyCharges(line),
];

export const ruleCharge = ({ of }: PersonLine, rule: RosterRule, found: Breach): RosterCharge => ({
  ...{ kind: "rule", ruleId: rule.ruleId, title: rule.title, personId: of.person.personId },
  ...{ points: pointsOf(rule, found.steps), isHard: isHard(rule), ...found },
});

function ruleBreaches(line: PersonLine, rule: RosterRule): Breach[] {
  const { terms } = rule;
  switch (terms.kind) {
    case "rest-between-shifts":
      return restBreaches(line, terms);
    case "average-weekly-hours":
      return averageHoursBreaches(line, terms);
    case "weekly-rest":
      return weeklyRestBreaches(line, terms);
    case "hours-in-window":
      return hoursInWindowBreaches(line, terms);
    case "forbidden-succession":
      return successionBreaches(line, terms);
    case "consecutive-work-days":
      return workRunBreaches(line, terms);
    case "consecutive-days-off":
      return offRunBreaches(line, terms);
    case "consecutive-shifts":
      return shiftRunBreaches(line, terms);
    case "days-off-after-nights":
      return afterNightsBreaches(line, terms);
    case "weekends":
      return weekendBreaches(line, terms);
    case "whole-weekends":
      return wholeWeekendBreaches(line);
    case "shift-count":
      return shiftCountBreaches(line, terms);
    case "contract-hours":
      return contractHoursBreaches(line, terms);
    case "fair-share":
      return fairShareBreaches(line, rule, terms);
    // Of all lines together, or of those who work together.
    case "fair-requests":
    case "skill-mix":
    case "pairing":
      return [];
  }
}
