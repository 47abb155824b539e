import { isAbsent, lineOf, minutesOf, type PersonFrame, type RosterFrame } from "../roster-frame";
import type { ShiftId } from "../roster-ids";
import type { RosterRule } from "../roster-rule";
import { type DayRange, weekendWindows, weekWindowsOf, windowsOf } from "../roster-windows";
import type { Terms } from "../scoring/breach";
import { ownWeekends } from "../scoring/weekend-breaches";
import type { LineRule } from "../solver/solver-problem";
import type { DutyTable } from "./duty-table";
import { overtimeRules } from "./overtime-line-rules";
import { priceOf } from "./price";
import { restLineRules } from "./rest-line-rules";
import { afterNightsRules, runRule, weeklyRestRules } from "./run-line-rules";

/** One person, before any of the roster's days. */
export interface Person {
  frame: RosterFrame;
  of: PersonFrame;
  table: DutyTable;
  /** With nothing in the roster: what the past adds to a sum. */
  blank: ReturnType<typeof lineOf>;
}

/** What the rules of the hospital are in the solvers' form, for one person. */
export function lineRules(frame: RosterFrame, of: PersonFrame, table: DutyTable): LineRule[] {
  const person = { frame, of, table, blank: lineOf(frame, of, new Map()) };
  return [
    ...restLineRules(table, of),
    ...of.rules.flatMap((rule) => rulesOf(person, rule)),
    ...overtimeRules(person),
  ];
}

function rulesOf(person: Person, rule: RosterRule): LineRule[] {
  const { table, frame } = person;
  const { terms, ruleId } = rule;
  const price = priceOf(rule);
  const isAny = (shiftIds: readonly ShiftId[]) =>
    table.setOf(({ shift }) => shiftIds.includes(shift.shiftId));
  switch (terms.kind) {
    case "forbidden-succession":
      return [
        {
          ...{ kind: "succession", ruleId, price },
          ...{ first: isAny([terms.shiftId]), next: isAny(terms.thenShiftIds) },
        },
      ];
    case "consecutive-work-days":
      return [runRule(rule, table.anyWork, terms)];
    case "consecutive-days-off":
      return [runRule(rule, table.daysOff, terms)];
    case "consecutive-shifts":
      return [runRule(rule, isAny(terms.shiftIds), terms)];
    case "days-off-after-nights":
      return afterNightsRules(table, rule, terms);
    case "weekly-rest":
      return weeklyRestRules(person, rule, terms);
    case "average-weekly-hours":
      return averageHoursRules(person, rule, terms);
    case "hours-in-window":
      return windowsOf(terms.days, frame.firstDay, frame.problem.days).map((window) =>
        minutesRule(person, rule, window, { maximum: terms.maximumMinutes, step: 60 }),
      );
    case "shift-count":
      return shiftCountRules(person, rule, terms);
    case "contract-hours":
      return contractHoursRules(person, rule, terms);
    case "weekends":
      return weekendWindows(frame.saturdays, terms.weeks).map((saturdays) => ({
        ...{ kind: "weekends", ruleId, saturdays, offset: 0, maximum: terms.maximum, price },
      }));
    case "whole-weekends":
      return frame.saturdays
        .filter((saturday) => saturday >= Math.max(-1, frame.firstDay))
        .map((saturday) => ({ kind: "whole-weekend", ruleId, saturday, price }));
    case "fair-share":
      return fairShareRules(person, rule, terms);
    // Two shifts are told by `restLineRules`; the rest is of more than one line.
    case "rest-between-shifts":
    case "fair-requests":
    case "skill-mix":
    case "pairing":
      return [];
  }
}

/** The past is in the offset: the solvers' form knows minutes of the roster's own days alone. */
function minutesRule(
  { blank }: Person,
  rule: RosterRule,
  { fromDay, toDay }: DayRange,
  { maximum, step }: { maximum: number; step: number },
): LineRule {
  return {
    ...{ kind: "sum", ruleId: rule.ruleId, weights: "minutes", maximum, step },
    ...{ fromDay: Math.max(0, fromDay), toDay, below: 0, above: priceOf(rule) },
    offset: fromDay < 0 ? minutesOf(blank, fromDay, 0) : 0,
  };
}

/** A mean is a sum over the days that count. */
function averageHoursRules(
  person: Person,
  rule: RosterRule,
  { maximumMinutes, overWeeks }: Terms<"average-weekly-hours">,
): LineRule[] {
  const { firstDay, problem } = person.frame;
  return weekWindowsOf(overWeeks, firstDay, problem.days).flatMap((window) => {
    const weeks = daysOf(window).filter((day) => !isAbsent(person.blank, day)).length / 7;
    if (weeks === 0) return [];
    return [
      minutesRule(person, rule, window, { maximum: maximumMinutes * weeks, step: 60 * weeks }),
    ];
  });
}

const daysOf = ({ fromDay, toDay }: DayRange): number[] =>
  Array.from({ length: toDay - fromDay }, (_, at) => fromDay + at);

function shiftCountRules(
  { frame, table, blank }: Person,
  rule: RosterRule,
  { shiftIds, days, minimum, maximum }: Terms<"shift-count">,
): LineRule[] {
  const isIt = table.setOf(({ shift }) => shiftIds.includes(shift.shiftId));
  const price = priceOf(rule);
  const windows =
    days === undefined
      ? [{ fromDay: 0, toDay: frame.problem.days }]
      : windowsOf(days, frame.firstDay, frame.problem.days);
  return windows.map((window) => {
    const isPresent = !daysOf(window).some((day) => isAbsent(blank, day));
    return {
      ...{ kind: "sum", ruleId: rule.ruleId, ...window, offset: 0, step: 1 },
      weights: isIt.map(Number),
      ...(minimum !== undefined && isPresent && { minimum }),
      ...(maximum !== undefined && { maximum }),
      ...{ below: price, above: price },
    };
  });
}

function contractHoursRules(
  { frame, of }: Person,
  rule: RosterRule,
  { toleranceMinutes }: Terms<"contract-hours">,
): LineRule[] {
  if (of.person.employment !== "contract") return [];
  const price = priceOf(rule);
  return [
    {
      ...{ kind: "sum", ruleId: rule.ruleId, weights: "minutes", step: 60 },
      ...{ fromDay: 0, toDay: frame.problem.days, offset: of.creditMinutes },
      minimum: of.contractMinutes - toleranceMinutes,
      maximum: of.contractMinutes + toleranceMinutes,
      ...{ below: price, above: price },
    },
  ];
}

/** Of weekends only those beyond the share: what somebody has too few of, others have too many of. */
function fairShareRules(
  { frame, of, table, blank }: Person,
  rule: RosterRule,
  { of: burden, tolerance }: Terms<"fair-share">,
): LineRule[] {
  const share = frame.sharesBy(rule, of.person)[burden];
  if (share === undefined) return [];
  const offset = of.balance[burden] - share;
  const price = priceOf(rule);
  if (burden === "weekends") {
    return [
      {
        ...{ kind: "weekends", ruleId: rule.ruleId, saturdays: ownWeekends(blank), offset: 0 },
        ...{ maximum: Math.floor(tolerance - offset + 1e-9), price },
      },
    ];
  }
  return [
    {
      ...{ kind: "sum", ruleId: rule.ruleId, step: 1, offset },
      ...{ fromDay: 0, toDay: frame.problem.days },
      weights: table.setOf(({ shift }) => shift.isNight).map(Number),
      ...{ minimum: -tolerance, maximum: tolerance, below: price, above: price },
    },
  ];
}
