import type { UnitId } from "../../shared/ids";
import type { Roster } from "../roster";
import type { PersonId } from "../roster-ids";
import type { RosterProblem } from "../roster-problem";
import { judgeFairRequests } from "./judge-fairness";
import { judgeLine } from "./judge-line";
import { judgeOverlap } from "./judge-rest";
import { crewsOf, judgeCrew } from "./judge-together";
import { type Broken, daysFrom, isAskedOf, readWard, type Ward, type Worker } from "./stints";

/** A rule that a roster breaks, as found by reading the roster alone. */
export interface RosterFinding {
  /** The rule of the problem, or `overlap`, `absence`, `pin`, `unit`. */
  ruleId: string;
  /** Such a roster may not be published. */
  isHard: boolean;
  /** Absent: about those who work a shift of `unitId`. */
  personId?: PersonId;
  unitId?: UnitId;
  /** The day at which it shows, and by how many of the rule's steps. */
  day: number;
  steps: number;
}

/**
 * Judges a roster anew, by the instants at which shifts begin and end. It shares nothing with what solvers and
 * the planner's page count by, so that it may judge them. Empty: no rule is broken; demand has a price, not a
 * rule, and is not judged. Throws where the roster names a shift that the problem has not.
 */
export function validateRoster(problem: RosterProblem, roster: Roster): RosterFinding[] {
  const ward = readWard(problem, roster);
  const crews = crewsOf(ward);
  const findings: RosterFinding[] = ward.workers.flatMap((worker) => judgeLaw(ward, worker));
  for (const rule of problem.rules) {
    const { ruleId, terms } = rule;
    const isHard = rule.strictness.kind === "hard";
    for (const worker of ward.workers) {
      if (!isAskedOf(rule, worker.person)) continue;
      const { personId } = worker.person;
      for (const broken of judgeLine(ward, worker, rule)) {
        findings.push({ ruleId, isHard, personId, ...broken });
      }
    }
    for (const crew of crews) {
      for (const broken of judgeCrew(crew, rule)) findings.push({ ruleId, isHard, ...broken });
    }
    if (terms.kind !== "fair-requests") continue;
    for (const { worker, broken } of judgeFairRequests(ward, rule, terms)) {
      findings.push({ ruleId, isHard, personId: worker.person.personId, ...broken });
    }
  }
  return findings.filter(({ steps }) => steps > 0);
}

/** True if a roster may be published as far as rules go. */
export const isLegal = (problem: RosterProblem, roster: Roster): boolean =>
  validateRoster(problem, roster).every(({ isHard }) => !isHard);

/** What no roster may do, whatever its rules. */
function judgeLaw(ward: Ward, worker: Worker): RosterFinding[] {
  const { person, onDay, isAway } = worker;
  const { problem } = ward;
  const finding = (ruleId: string, { day, steps }: Broken): RosterFinding => ({
    ...{ ruleId, isHard: true, personId: person.personId, day, steps },
  });
  const units = [person.homeUnitId, ...person.floatUnitIds];
  const days = daysFrom(0, problem.days).flatMap((day) => {
    const stint = onDay.get(day);
    const pin = problem.pins.findLast(
      (each) => each.personId === person.personId && each.day === day,
    );
    const isAsPinned =
      pin?.assignment?.shiftId === stint?.shiftId && pin?.assignment?.unitId === stint?.unitId;
    return [
      finding("absence", { day, steps: stint && isAway(day) ? 1 : 0 }),
      finding("unit", { day, steps: stint && !units.includes(stint.unitId) ? 1 : 0 }),
      finding("pin", { day, steps: pin && !isAsPinned ? 1 : 0 }),
    ];
  });
  return [...judgeOverlap(worker).map((broken) => finding("overlap", broken)), ...days];
}
