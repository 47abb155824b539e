import { weekdayOf } from "../shared/calendar-date";
import { type DutyTable, dutyTable } from "./compiling/duty-table";
import { lineRules } from "./compiling/line-rules";
import { placeCovers } from "./compiling/place-covers";
import type { Roster } from "./roster";
import {
  frameOf,
  lineOf,
  type PersonFrame,
  type PersonLine,
  type RosterFrame,
} from "./roster-frame";
import type { PersonId } from "./roster-ids";
import type { RosterProblem } from "./roster-problem";
import type { RosterRule } from "./roster-rule";
import { knowsUnit } from "./scoring/legal-charges";
import { dailyPremium } from "./compiling/overtime-line-rules";
import { floatMoney, shiftMoney } from "./scoring/money-charges";
import { isMet } from "./scoring/request-charges";
import type { Lines, SolverPerson, SolverProblem } from "./solver/solver-problem";

/** The hospital's problem in the solvers' form, and the way back. */
export interface CompiledProblem {
  solver: SolverProblem;
  /** Of each index of the solver's people. */
  personIds: readonly PersonId[];
  rosterOf: (lines: Lines) => Roster;
  /** What the solver's form does not know (a shift where nobody is asked for) becomes a day off. */
  linesOf: (roster: Roster) => Uint8Array[];
  /** Rules that the solver's form asks more of than they say (hard), or weighs otherwise (soft). */
  inexact: readonly { ruleId: string; why: string }[];
}

/**
 * Points of a roster in it are those of `scoreRoster`, but for the rules in `inexact`. Hard rules are never
 * laxer in it than they are. Throws where more shifts of units are asked for than a solver takes.
 */
export function compileProblem(problem: RosterProblem): CompiledProblem {
  const frame = frameOf(problem);
  const table = dutyTable(frame);
  return {
    solver: {
      days: problem.days,
      firstWeekday: weekdayOf(problem.startsOn),
      duties: table.solverDuties,
      people: frame.people.map((of) => solverPerson(frame, of, table)),
      covers: placeCovers(frame, table),
    },
    personIds: problem.people.map(({ personId }) => personId),
    rosterOf: (lines) =>
      new Map(
        problem.people.map(({ personId }, index) => [
          personId,
          Array.from(lines[index] ?? [], (duty) => table.assignmentOf(duty)),
        ]),
      ),
    linesOf: (roster) =>
      problem.people.map(({ personId }) =>
        Uint8Array.from({ length: problem.days }, (_, day) => {
          const assignment = roster.get(personId)?.[day] ?? null;
          return assignment ? (table.dutyOf(assignment, day) ?? 0) : 0;
        }),
      ),
    inexact: problem.rules.flatMap((rule) => {
      const why = whyInexact(rule);
      return why ? [{ ruleId: rule.ruleId, why }] : [];
    }),
  };
}

function solverPerson(frame: RosterFrame, of: PersonFrame, table: DutyTable): SolverPerson {
  const allowed = Array.from({ length: frame.problem.days }, (_, day) =>
    allowedOn(frame, of, table, day),
  );
  const blank = lineOf(frame, of, new Map());
  return {
    label: of.person.name,
    allowed,
    costs: allowed.map((duties, day) => costsOn(blank, table, day, duties)),
    rules: lineRules(frame, of, table),
    past: of.past.map((worked, at) => {
      if (!worked) return 0;
      const assignment = { shiftId: worked.shift.shiftId, unitId: worked.unitId };
      return table.dutyOf(assignment, frame.firstDay + at) ?? 0;
    }),
  };
}

/** What is pinned stays, whatever it breaks. */
function allowedOn(frame: RosterFrame, of: PersonFrame, table: DutyTable, day: number): number[] {
  const pin = of.pins.get(day);
  if (pin) return [pin.assignment ? (table.dutyOf(pin.assignment, day) ?? 0) : 0];
  if (of.absences[day - frame.firstDay]) return [0];
  const perDay = frame.places.length / frame.problem.days;
  const duties = frame.places
    .slice(day * perDay, (day + 1) * perDay)
    .filter(({ demand, unitId }) => demand.length > 0 && knowsUnit(of.person, unitId))
    .map(({ unitId, shift }) => table.dutyOf({ unitId, shiftId: shift.shiftId }, day) ?? 0);
  return [0, ...duties].sort((a, b) => a - b);
}

/** Requests that are refused, wages of bank and agency staff, floats, overtime of the day by itself. */
function costsOn(
  blank: PersonLine,
  table: DutyTable,
  day: number,
  duties: readonly number[],
): Float64Array {
  const costs = new Float64Array(table.solverDuties.length);
  const requests = blank.of.requests.filter((request) => request.day === day);
  for (const duty of duties) {
    const assignment = table.assignmentOf(duty);
    const worked = assignment && blank.frame.worked(assignment, day);
    const refused = requests.filter((request) => !isMet(request, worked));
    const money = worked
      ? shiftMoney(blank, worked) + floatMoney(blank, worked) + dailyPremium(blank, worked)
      : 0;
    costs[duty] = refused.reduce((sum, { weight }) => sum + weight, money);
  }
  return costs;
}

/** What solvers ask of a rule beyond or beside what it says; undefined: nothing. The parts of the compiler say how. */
export function whyInexact({ terms, strictness }: RosterRule): string | undefined {
  const isHard = strictness.kind === "hard";
  switch (terms.kind) {
    case "weekly-rest":
      return isHard
        ? "Every day off must have the rest, not only one of each seven days."
        : "Days off count whether or not the rest around them is long enough.";
    case "skill-mix":
      if (isHard) {
        return terms.minimum === 1
          ? undefined
          : "The skill is asked of every shift with a target, also where nobody works.";
      }
      return "The skill is asked of every shift with a target, also where nobody works.";
    case "fair-share":
      return terms.of === "weekends"
        ? "Weekends beyond a share count, fewer than a share do not."
        : undefined;
    case "fair-requests":
      return "How evenly refusals are spread is not seen: each costs its own weight.";
    default:
      return undefined;
  }
}
