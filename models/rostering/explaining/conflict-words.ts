import { ABSENCE_WORDS } from "../scoring/legal-charges";
import type { RosterProblem, ShiftDemand } from "../roster-problem";
import type { PersonId } from "../roster-ids";
import { dayInWords, daysInWords, shiftNameOf } from "../roster-words";
import type { Part } from "./possible-roster";

/** What a part says, as one of several in a sentence. */
export function partInWords(problem: RosterProblem, part: Part): string {
  switch (part.kind) {
    case "rule":
      return `“${part.rule.title}”`;
    case "pin": {
      const { personId, day, assignment } = part.pin;
      const what = assignment
        ? `${shiftNameOf(problem, assignment.shiftId)} in ${unitName(problem, assignment.unitId)}`
        : "a day off";
      return `${nameOf(problem, personId)} is pinned to ${what} on ${dayInWords(problem, day)}`;
    }
    case "absence": {
      const { personId, fromDay, toDay, kind } = part.absence;
      return `${nameOf(problem, personId)} is ${ABSENCE_WORDS[kind]} ${daysInWords(problem, fromDay, toDay + 1)}`;
    }
    case "past":
      return `what ${nameOf(problem, part.personId)} worked before the roster`;
    case "demand":
      return `${placeInWords(problem, part.demand)} needs ${part.demand.minimum}${part.demand.skill ? ` with ${part.demand.skill}` : ""}`;
  }
}

/** What somebody could do about it; undefined: nothing, it has happened. */
export function remedyInWords(problem: RosterProblem, part: Part): string | undefined {
  switch (part.kind) {
    case "rule":
      return `Let “${part.rule.title}” be broken at a price instead of never.`;
    case "pin": {
      const { personId, day } = part.pin;
      return `Unpin ${nameOf(problem, personId)} on ${dayInWords(problem, day)}.`;
    }
    case "absence": {
      const { personId, fromDay, toDay } = part.absence;
      return `Move the absence of ${nameOf(problem, personId)} ${daysInWords(problem, fromDay, toDay + 1)}.`;
    }
    case "past":
      return undefined;
    case "demand":
      return `Ask bank or agency staff or another unit for ${placeInWords(problem, part.demand)}, or plan with fewer than ${part.demand.minimum} there.`;
  }
}

export const nameOf = ({ people }: RosterProblem, personId: PersonId): string =>
  people.find((person) => person.personId === personId)?.name ?? "Somebody";

const unitName = ({ units }: RosterProblem, unitId: ShiftDemand["unitId"]): string =>
  units.find((unit) => unit.unitId === unitId)?.name ?? "another unit";

const placeInWords = (
  problem: RosterProblem,
  { shiftId, unitId, day }: Pick<ShiftDemand, "shiftId" | "unitId" | "day">,
): string =>
  `${shiftNameOf(problem, shiftId)} on ${dayInWords(problem, day)} in ${unitName(problem, unitId)}`;

/** `a`, `a and b`, `a, b and c` */
export const allOf = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
