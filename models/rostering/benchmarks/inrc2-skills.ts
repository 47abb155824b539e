import type { Inrc2Assignment, Inrc2Requirement, Inrc2Scenario, Inrc2Week } from "./inrc2-files";
import type { Pattern } from "./inrc2-week-lines";

/** A person short of a minimum is worse than any number short of the optimum. */
const SHORT = 1_000;

/**
 * Gives everybody who works the skill they work with, so that as few as possible are missing. What a skill
 * gains by one more falls with each, so exchanges that bring nothing one by one bring nothing together.
 */
export function inrc2WithSkills(
  { nurses, shifts, skills }: Inrc2Scenario,
  { requirements }: Inrc2Week,
  patterns: readonly Pattern[],
): Inrc2Assignment[] {
  const own = nurses.map((nurse) => nurse.skills.map((skill) => skills.indexOf(skill)));
  return Array.from({ length: 7 }, (_, day) =>
    shifts.flatMap(({ shiftId }, shift) => {
      const needs = skills.map((skill) =>
        requirements.find(
          (need) => need.day === day && need.shiftId === shiftId && need.skill === skill,
        ),
      );
      const there = nurses.flatMap((_nurse, nurse) =>
        patterns[nurse]?.[day] === shift + 1 ? [nurse] : [],
      );
      const chosen = chooseSkills(
        there.map((nurse) => own[nurse] ?? []),
        needs,
      );
      return there.map((nurse, at) => ({
        nurseId: nurses[nurse]?.nurseId ?? "",
        day,
        shiftId,
        skill: skills[chosen[at] ?? 0] ?? "",
      }));
    }),
  ).flat();
}

function chooseSkills(
  own: readonly (readonly number[])[],
  needs: readonly (Inrc2Requirement | undefined)[],
): number[] {
  const chosen = own.map((skills) => skills[0] ?? 0);
  const gainOf = (skill: number, count: number) => {
    const { minimum, optimum } = needs[skill] ?? { minimum: 0, optimum: 0 };
    return (count < minimum ? SHORT : 0) + (count < optimum ? 1 : 0);
  };
  const countOf = (skill: number) => chosen.filter((one) => one === skill).length;
  for (;;) {
    let best: { gain: number; moves: readonly [number, number][] } = { gain: 0, moves: [] };
    for (let from = 0; from < needs.length; from += 1) {
      const lost = gainOf(from, countOf(from) - 1);
      for (const [to, moves] of chains(own, chosen, from)) {
        const gain = gainOf(to, countOf(to)) - lost;
        if (gain > best.gain) best = { gain, moves };
      }
    }
    if (best.gain === 0) return chosen;
    for (const [person, skill] of best.moves) chosen[person] = skill;
  }
}

/** Skills that can have one more when `from` has one fewer, with who changes to which. */
function chains(
  own: readonly (readonly number[])[],
  chosen: readonly number[],
  from: number,
): ReadonlyMap<number, readonly [number, number][]> {
  const found = new Map<number, readonly [number, number][]>([[from, []]]);
  const queue = [from];
  for (const skill of queue) {
    own.forEach((skills, person) => {
      if (chosen[person] !== skill) return;
      for (const other of skills) {
        if (found.has(other)) continue;
        found.set(other, [...(found.get(skill) ?? []), [person, other]]);
        queue.push(other);
      }
    });
  }
  found.delete(from);
  return found;
}
