import { workedOn } from "../roster-frame";
import type { RosterRule } from "../roster-rule";
import type { Terms } from "../scoring/breach";
import { minutesBetween } from "../shift-instants";
import type { DutySet, LineRule } from "../solver/solver-problem";
import type { DutyTable } from "./duty-table";
import type { Person } from "./line-rules";
import { priceOf } from "./price";

/**
 * A run that began before anything is known may be longer than it looks; the solvers' form takes it for as long
 * as it is seen, which is never laxer.
 */
export function runRule(
  rule: RosterRule,
  duties: DutySet,
  { minimum, maximum }: { minimum?: number | undefined; maximum?: number | undefined },
): LineRule {
  const price = priceOf(rule);
  return {
    ...{ kind: "run", ruleId: rule.ruleId, duties, below: price, above: price },
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}

/** So many nights, then fewer days off than asked, then work: one pattern for each number of days. */
export function afterNightsRules(
  { setOf, daysOff, anyWork }: DutyTable,
  rule: RosterRule,
  { nights, daysOff: asked }: Terms<"days-off-after-nights">,
): LineRule[] {
  const night = setOf(({ shift }) => shift.isNight);
  const otherWork = setOf(({ shift }) => !shift.isNight);
  return Array.from({ length: asked }, (_, off) => ({
    ...{ kind: "pattern", ruleId: rule.ruleId, price: priceOf(rule, asked - off) },
    sets: [
      ...Array.from({ length: nights }, () => night),
      ...Array.from({ length: off }, () => daysOff),
      off === 0 ? otherWork : anyWork,
    ],
  }));
}

const DAYS = 7;

/**
 * No more than six days of work in a row. That each day off has its rest is asked beside it where the rule is
 * hard (`restRulesOf`); where it is soft it is not, and the solver's price is lower than the roster's.
 */
export function weeklyRestRules(
  person: Person,
  rule: RosterRule,
  { minimumMinutes }: Terms<"weekly-rest">,
): LineRule[] {
  const run = runRule(rule, person.table.anyWork, { maximum: DAYS - 1 });
  return rule.strictness.kind === "soft"
    ? [run]
    : [run, ...restSoonRule(person, rule, minimumMinutes)];
}

/**
 * Seven days that began in the past, without a rest until now, must have their day off in the roster: the
 * earliest such days ask for it the soonest.
 */
function restSoonRule(
  { blank, table, frame }: Person,
  rule: RosterRule,
  minimum: number,
): LineRule[] {
  for (let fromDay = Math.max(frame.firstDay, 1 - DAYS); fromDay < 0; fromDay += 1) {
    if (fromDay + DAYS > frame.problem.days || hasRest(blank, fromDay, minimum)) continue;
    return [
      {
        ...{ kind: "sum", ruleId: rule.ruleId, fromDay: 0, toDay: fromDay + DAYS, offset: 0 },
        ...{ weights: table.daysOff.map(Number), minimum: 1, step: 1 },
        ...{ below: priceOf(rule), above: 0 },
      },
    ];
  }
  return [];
}

/** A day off in the past from that day on, with a rest around it that is long enough or not over yet. */
function hasRest(line: Person["blank"], fromDay: number, minimum: number): boolean {
  for (let day = fromDay; day < 0; day += 1) {
    if (workedOn(line, day)) continue;
    const [before, after] = [shiftBefore(line, day), shiftAfter(line, day)];
    if (!before || !after || minutesBetween(before, after) >= minimum) return true;
  }
  return false;
}

function shiftBefore(line: Person["blank"], day: number) {
  for (let at = day - 1; at >= line.frame.firstDay; at -= 1) {
    const worked = workedOn(line, at);
    if (worked) return worked;
  }
  return null;
}

function shiftAfter(line: Person["blank"], day: number) {
  for (let at = day + 1; at < 0; at += 1) {
    const worked = workedOn(line, at);
    if (worked) return worked;
  }
  return null;
}
