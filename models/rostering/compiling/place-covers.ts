import type { Place, RosterFrame } from "../roster-frame";
import type { RosterPerson, ShiftDemand } from "../roster-problem";
import type { RosterRule } from "../roster-rule";
import { dayInWords } from "../roster-words";
import type { Terms } from "../scoring/breach";
import { counts, isMentor } from "../scoring/place-charges";
import type { SolverCover } from "../solver/solver-problem";
import type { DutyTable } from "./duty-table";

/** What is asked of those who work together; of shifts that nobody may take nothing is. */
export const placeCovers = (frame: RosterFrame, table: DutyTable): SolverCover[] =>
  frame.places.flatMap((place) => {
    const { day, unitId, shift } = place;
    const duty = table.dutyOf({ unitId, shiftId: shift.shiftId }, day);
    if (duty === undefined) return [];
    const unit = frame.unitNames.get(unitId) ?? "";
    const at: PlaceOfDuty = {
      ...{ frame, place, duty },
      label: `${shift.name} on ${dayInWords(frame.problem, day)} in ${unit}`,
    };
    return [
      ...place.demand.map((demand) => demandCover(at, demand)),
      ...place.rules.flatMap((rule) => togetherCovers(at, rule)),
    ];
  });

interface PlaceOfDuty {
  frame: RosterFrame;
  place: Place;
  duty: number;
  label: string;
}

type Cover = Pick<SolverCover, "ruleId"> & Partial<SolverCover>;

function coverOf({ place, label }: PlaceOfDuty, cover: Cover): SolverCover {
  return { label, day: place.day, members: [], below: [], above: [], ...cover };
}

function members(
  { frame, duty }: PlaceOfDuty,
  weight: number,
  isIn: (person: RosterPerson) => boolean,
) {
  const people = frame.people.flatMap(({ person, index }) => (isIn(person) ? [index] : []));
  return { people, duties: [duty], weight };
}

function demandCover(at: PlaceOfDuty, demand: ShiftDemand): SolverCover {
  const { minimum, target, maximum, price } = demand;
  return coverOf(at, {
    ruleId: "demand",
    members: [members(at, 1, (person) => counts(person, demand))],
    below: [
      { limit: target, slope: price.belowTarget },
      { limit: minimum, slope: price.belowMinimum },
    ].filter(({ limit, slope }) => limit > 0 && slope > 0),
    above: [{ limit: maximum, slope: price.aboveMaximum }].filter(({ slope }) => slope > 0),
  });
}

function togetherCovers(at: PlaceOfDuty, rule: RosterRule): SolverCover[] {
  const { terms, ruleId, strictness } = rule;
  if (terms.kind === "skill-mix") return skillMixCovers(at, rule, terms);
  if (terms.kind !== "pairing") return [];
  return [
    coverOf(at, {
      ruleId,
      members: [
        members(at, -1, ({ isNew }) => isNew),
        members(at, terms.newPeoplePerMentor, isMentor),
      ],
      ...(strictness.kind === "hard"
        ? { hardMinimum: 0 }
        : { below: [{ limit: 0, slope: strictness.weight }] }),
    }),
  ];
}

/**
 * "Whenever anybody works" is no line: one who has the skill outweighs all who have not, which is exact for one
 * that must be. Several that must be are asked for wherever there is a target, and elsewhere nobody may work:
 * stricter. A wish is asked for wherever there is a target, also of a shift that nobody works.
 */
function skillMixCovers(
  at: PlaceOfDuty,
  { ruleId, strictness }: RosterRule,
  { skill, minimum }: Terms<"skill-mix">,
): SolverCover[] {
  const isSkilled = ({ skills }: RosterPerson) => skills.includes(skill);
  const skilled = members(at, 1, isSkilled);
  const isAskedFor = at.place.demand.some(({ target }) => target > 0);
  if (strictness.kind === "soft") {
    const below = [{ limit: minimum, slope: strictness.weight }];
    return isAskedFor ? [coverOf(at, { ruleId, members: [skilled], below })] : [];
  }
  if (minimum === 1) {
    const others = members(at, -1, (person) => !isSkilled(person));
    const outweighing = { ...skilled, weight: Math.max(1, others.people.length) };
    return [coverOf(at, { ruleId, members: [outweighing, others], hardMinimum: 0 })];
  }
  if (isAskedFor) return [coverOf(at, { ruleId, members: [skilled], hardMinimum: minimum })];
  const anybody = members(at, 1, () => true);
  return [coverOf(at, { ruleId, members: [anybody], hardMaximum: 0 })];
}
