import type { UnitId } from "../../shared/ids";
import type { RosterPerson } from "../roster-problem";
import type { RosterRule } from "../roster-rule";
import { type Broken, stepsBeyond, type Stint, type Ward } from "./stints";

/** Those who work one shift of a unit on a day. */
export interface Crew {
  stint: Stint;
  people: readonly RosterPerson[];
}

export function crewsOf({ workers }: Ward): Crew[] {
  const crews = new Map<string, { stint: Stint; people: RosterPerson[] }>();
  for (const { person, stints } of workers) {
    for (const stint of stints) {
      if (stint.day < 0) continue;
      const key = `${stint.day} ${stint.unitId} ${stint.shiftId}`;
      const crew = crews.get(key) ?? { stint, people: [] };
      crew.people.push(person);
      crews.set(key, crew);
    }
  }
  return [...crews.values()];
}

/** What a crew says of a rule on those who work together. */
export function judgeCrew(
  { stint, people }: Crew,
  { terms, appliesTo }: RosterRule,
): (Broken & { unitId: UnitId })[] {
  const { unitId, shiftId, day } = stint;
  if (appliesTo?.unitIds && !appliesTo.unitIds.includes(unitId)) return [];
  if (terms.kind === "pairing") {
    const newcomers = people.filter((person) => person.isNew).length;
    const mentors = people.filter((person) => !person.isNew && person.grade !== "assistant").length;
    const steps = stepsBeyond(newcomers - mentors * terms.newPeoplePerMentor);
    return [{ unitId, day, steps }];
  }
  if (terms.kind !== "skill-mix") return [];
  if (terms.unitIds && !terms.unitIds.includes(unitId)) return [];
  if (terms.shiftIds && !terms.shiftIds.includes(shiftId)) return [];
  const skilled = people.filter((person) => person.skills.includes(terms.skill)).length;
  return [{ unitId, day, steps: stepsBeyond(terms.minimum - skilled) }];
}
