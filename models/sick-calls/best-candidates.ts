import type { Candidate } from "../rostering/candidates";
import type { RosterPerson } from "../rostering/roster-problem";
import type { UnitId } from "../shared/ids";
import { BEST_CANDIDATES } from "./sick-call";

/** Those who may take a shift and are free on its day, in the order given. */
export const ableCandidates = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.filter(({ isLegal, leaves }) => isLegal && leaves === null);

/**
 * The five best of those who may, and beside them the best of the bank, of the agencies and of those who would
 * float from another unit: what somebody from elsewhere would cost is seen also where the own people are cheaper.
 */
export function bestCandidates(
  able: readonly Candidate[],
  people: readonly RosterPerson[],
  unitId: UnitId,
): Candidate[] {
  const of = new Map(people.map((person) => [person.personId, person]));
  const firstOf = (isOne: (person: RosterPerson) => boolean) =>
    able.find(({ personId }) => {
      const person = of.get(personId);
      return person !== undefined && isOne(person);
    });
  const options = [
    firstOf(({ employment }) => employment === "bank"),
    firstOf(({ employment }) => employment === "agency"),
    firstOf(({ employment, homeUnitId }) => employment === "contract" && homeUnitId !== unitId),
  ];
  const best = new Set(able.slice(0, BEST_CANDIDATES));
  for (const option of options) if (option) best.add(option);
  return [...best];
}
