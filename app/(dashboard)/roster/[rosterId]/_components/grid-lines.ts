import type { PersonId, Skill } from "#models/rostering/roster-ids";
import type { RosterPerson } from "#models/rostering/roster-problem";
import type { UnitId } from "#models/shared/ids";
import type { RosterIndex } from "./roster-index";

/** What is shown of the roster. */
export interface GridFilter {
  text: string;
  unitId: UnitId | undefined;
  skill: Skill | undefined;
  /** Only people whose lines break a rule. */
  onlyBroken: boolean;
}

export const EVERYBODY: GridFilter = {
  ...{ text: "", unitId: undefined, skill: undefined, onlyBroken: false },
};

export const isFiltering = ({ text, unitId, skill, onlyBroken }: GridFilter): boolean =>
  text.trim() !== "" || unitId !== undefined || skill !== undefined || onlyBroken;

/** A unit's people stand together, by grade and name. */
export type GridLine =
  | { kind: "unit"; unitId: UnitId; name: string; people: number }
  | { kind: "person"; person: RosterPerson };

const GRADE_ORDER = { charge: 0, senior: 1, registered: 2, assistant: 3 } as const;
const EMPLOYMENT_ORDER = { contract: 0, bank: 1, agency: 2 } as const;
const NAMES = new Intl.Collator("en");

export function gridLines(
  index: RosterIndex,
  filter: GridFilter,
  isBroken: (personId: PersonId) => boolean,
): GridLine[] {
  const shown = [...index.people.values()].filter(
    (person) => matches(person, filter) && (!filter.onlyBroken || isBroken(person.personId)),
  );
  const groups = new Map<UnitId, RosterPerson[]>([...index.units.keys()].map((id) => [id, []]));
  for (const person of shown) {
    const group = groups.get(person.homeUnitId);
    if (group) group.push(person);
    else groups.set(person.homeUnitId, [person]);
  }
  return [...groups].flatMap(([unitId, people]) => {
    if (people.length === 0) return [];
    const name = index.units.get(unitId)?.name ?? "From other units";
    const sorted = people.toSorted(inOrder);
    return [
      { kind: "unit" as const, unitId, name, people: people.length },
      ...sorted.map((person) => ({ kind: "person" as const, person })),
    ];
  });
}

const inOrder = (a: RosterPerson, b: RosterPerson): number =>
  EMPLOYMENT_ORDER[a.employment] - EMPLOYMENT_ORDER[b.employment] ||
  GRADE_ORDER[a.grade] - GRADE_ORDER[b.grade] ||
  NAMES.compare(a.name, b.name);

/** Every word must be found: "ruiz charge" is Ruiz, if she has that skill or grade. */
function matches(person: RosterPerson, { text, unitId, skill }: GridFilter): boolean {
  if (unitId && person.homeUnitId !== unitId && !person.floatUnitIds.includes(unitId)) return false;
  if (skill && !person.skills.includes(skill)) return false;
  const about = [person.name, person.grade, person.employment, ...person.skills]
    .join(" ")
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => about.includes(word));
}
