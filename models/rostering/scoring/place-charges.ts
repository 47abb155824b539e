import { BUILT_IN_CHARGES, type BuiltInCharge, type RosterCharge } from "../roster-charge";
import type { Place, RosterFrame } from "../roster-frame";
import type { RosterPerson, ShiftDemand } from "../roster-problem";
import type { RosterRule } from "../roster-rule";
import { counted, dayInWords } from "../roster-words";
import { isHard, pointsOf } from "./breach";

/** Whether somebody counts for what is asked: an assistant is no nurse, but may have a skill that is. */
export const counts = (person: RosterPerson, { skill }: Pick<ShiftDemand, "skill">): boolean =>
  skill === undefined ? person.grade !== "assistant" : person.skills.includes(skill);

/** Whom a new person can be paired with. */
export const isMentor = ({ isNew, grade }: RosterPerson): boolean =>
  !isNew && grade !== "assistant";

/** What those who work a shift together are charged for: demand, skill mix, pairing. */
export const placeCharges = (
  frame: RosterFrame,
  place: Place,
  staff: readonly RosterPerson[],
): RosterCharge[] => [
  ...place.demand.flatMap((demand) => demandCharges(frame, place, demand, staff)),
  ...place.rules.flatMap((rule) => togetherCharges(frame, place, rule, staff)),
];

/** Somebody who is missing to the minimum is missing to the target too, and both are charged. */
function demandCharges(
  frame: RosterFrame,
  place: Place,
  demand: ShiftDemand,
  staff: readonly RosterPerson[],
): RosterCharge[] {
  const { minimum, target, maximum, price, skill } = demand;
  const count = staff.filter((person) => counts(person, demand)).length;
  const charge = (ruleId: BuiltInCharge, steps: number, each: number, limit: string) =>
    steps > 0 && each > 0
      ? [
          {
            ...at(place, "demand"),
            ...{ ruleId, title: BUILT_IN_CHARGES[ruleId], steps, points: steps * each },
            isHard: false,
            text: `${placeInWords(frame, place)} has ${counted(count, skill ? "person" : "nurse", skill ? "people" : "nurses")}${skill ? ` with ${skill}` : ""}, ${limit}.`,
          },
        ]
      : [];
  return [
    ...charge(
      "demand-minimum",
      minimum - count,
      price.belowMinimum,
      `fewer than the minimum of ${minimum}`,
    ),
    ...charge(
      "demand-target",
      target - count,
      price.belowTarget,
      `fewer than the target of ${target}`,
    ),
    ...charge(
      "demand-maximum",
      count - maximum,
      price.aboveMaximum,
      `more than the maximum of ${maximum}`,
    ),
  ];
}

function togetherCharges(
  frame: RosterFrame,
  place: Place,
  rule: RosterRule,
  staff: readonly RosterPerson[],
): RosterCharge[] {
  const found = togetherBreach(rule, staff);
  if (!found) return [];
  return [
    {
      ...at(place, "rule"),
      ...{ ruleId: rule.ruleId, title: rule.title, steps: found.steps },
      ...{ points: pointsOf(rule, found.steps), isHard: isHard(rule) },
      text: `${placeInWords(frame, place)} has ${found.text}.`,
    },
  ];
}

function togetherBreach(
  { terms }: RosterRule,
  staff: readonly RosterPerson[],
): { steps: number; text: string } | undefined {
  if (terms.kind === "skill-mix") {
    const { skill, minimum } = terms;
    const skilled = staff.filter(({ skills }) => skills.includes(skill)).length;
    if (staff.length === 0 || skilled >= minimum) return undefined;
    const text = `${counted(skilled, "person", "people")} with ${skill}, fewer than ${minimum}`;
    return { steps: minimum - skilled, text };
  }
  if (terms.kind !== "pairing") return undefined;
  const newcomers = staff.filter(({ isNew }) => isNew).length;
  const mentors = staff.filter(isMentor).length;
  const steps = newcomers - terms.newPeoplePerMentor * mentors;
  if (steps <= 0) return undefined;
  return {
    steps,
    text: `${counted(newcomers, "new person", "new people")} and ${mentors} of experience, more than ${terms.newPeoplePerMentor} for each`,
  };
}

const at = <Kind extends "demand" | "rule">({ day, unitId, shift }: Place, kind: Kind) => ({
  ...{ kind, unitId, shiftId: shift.shiftId, fromDay: day, toDay: day + 1 },
});

const placeInWords = (frame: RosterFrame, { day, unitId, shift }: Place): string =>
  `${shift.name} on ${dayInWords(frame.problem, day)} in ${frame.unitNames.get(unitId)}`;
