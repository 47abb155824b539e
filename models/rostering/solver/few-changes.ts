import { SearchState } from "./annealing-state";
import type { Lines, SolverProblem } from "./solver-problem";

/** Sets of changes that are carried on from one number of changes to the next; all single ones are. */
const BEAM = 200;
/** Above so many single changes, pairs are only looked for among the best of them. */
const MOST_SINGLES = 3_000;

export interface FewChanges {
  lines: Lines;
  /** No other set of so many changes is better. */
  isProved: boolean;
}

interface Option {
  person: number;
  day: number;
  to: number;
}

/** Changes, and what they make of the cost. */
interface Candidate {
  changes: readonly Option[];
  points: number;
  hard: number;
}

/**
 * The best rosters with one, two, ... changes of single cells in the days given. Changes of other people on other
 * days cost what they cost alone, so only those of the same person or day are tried together; all pairs are
 * tried, larger sets grow from the best smaller ones. Thousands of sets in a tenth of a second.
 */
export function fewChanges(
  problem: SolverProblem,
  lines: Lines,
  isFree: (person: number, day: number) => boolean,
  mostChanges: number,
  isOver: () => boolean,
): FewChanges[] {
  const state = new SearchState(problem);
  state.restart(lines);
  const options = optionsOf(state, isFree);
  const singles = options
    .map((option) => extended(state, { changes: [], points: 0, hard: 0 }, option))
    .toSorted(byCost);
  const found: FewChanges[] = [];
  let beam = singles.slice(0, MOST_SINGLES);
  for (let count = 1; count <= mostChanges && beam.length > 0; count += 1) {
    const [best] = beam;
    if (best === undefined) break;
    const isProved = count === 1 || (count === 2 && singles.length <= MOST_SINGLES);
    found.push({ lines: changed(lines, best.changes), isProved });
    if (isOver() || count === mostChanges) break;
    beam = grown(state, beam, options, singles, isOver);
  }
  return found;
}

const byCost = (one: Candidate, other: Candidate): number =>
  one.hard - other.hard || one.points - other.points;

function optionsOf(state: SearchState, isFree: (person: number, day: number) => boolean): Option[] {
  const options: Option[] = [];
  for (let person = 0; person < state.people; person += 1) {
    for (let day = 0; day < state.days; day += 1) {
      if (!isFree(person, day)) continue;
      for (let to = 0; to < state.duties; to += 1) {
        if (state.isAllowed(person, day, to) && state.dutyOf(person, day) !== to) {
          options.push({ person, day, to });
        }
      }
    }
  }
  return options;
}

/** The candidate's changes are in the state. */
function extended(
  state: SearchState,
  { changes, points, hard }: Candidate,
  option: Option,
): Candidate {
  state.lineChange(option.person, option.day, option.to);
  state.addCoverChange(option.person, option.day, option.to);
  return {
    changes: [...changes, option],
    points: points + state.points,
    hard: hard + state.hard,
  };
}

function grown(
  state: SearchState,
  beam: readonly Candidate[],
  options: readonly Option[],
  singles: readonly Candidate[],
  isOver: () => boolean,
): Candidate[] {
  const byPerson = grouped(options, ({ person }) => person);
  const byDay = grouped(options, ({ day }) => day);
  const next = new Map<string, Candidate>();
  for (const candidate of beam) {
    if (isOver()) break;
    const { changes } = candidate;
    const before = changes.map(({ person, day }) => state.dutyOf(person, day));
    changes.forEach(({ person, day, to }) => state.put(person, day, to));
    const isChanged = ({ person, day }: Option) =>
      changes.some((one) => one.person === person && one.day === day);
    const touches = ({ person, day }: Option) =>
      changes.some((one) => one.person === person || one.day === day);
    // Of those that do not touch, the best alone is the best in company.
    const apart = singles.find(({ changes: [option] }) => option && !touches(option))?.changes[0];
    const near = new Set([
      ...changes.flatMap(({ person }) => byPerson.get(person) ?? []),
      ...changes.flatMap(({ day }) => byDay.get(day) ?? []),
      ...(apart ? [apart] : []),
    ]);
    for (const option of near) {
      if (isChanged(option)) continue;
      const one = extended(state, candidate, option);
      const key = one.changes
        .map(({ person, day, to }) => `${person} ${day} ${to}`)
        .toSorted()
        .join();
      if (!next.has(key)) next.set(key, one);
      if (next.size > 40 * BEAM) thin(next);
    }
    changes.forEach(({ person, day }, at) => state.put(person, day, before[at] ?? 0));
  }
  thin(next);
  return [...next.values()].toSorted(byCost);
}

function grouped(options: readonly Option[], by: (option: Option) => number) {
  const groups = new Map<number, Option[]>();
  for (const option of options) {
    const group = groups.get(by(option));
    if (group) group.push(option);
    else groups.set(by(option), [option]);
  }
  return groups;
}

/** Keeps the best. */
function thin(candidates: Map<string, Candidate>): void {
  const worse = [...candidates].toSorted(([, one], [, other]) => byCost(one, other)).slice(BEAM);
  for (const [key] of worse) candidates.delete(key);
}

function changed(lines: Lines, changes: readonly Option[]): Lines {
  const copy = lines.map((line) => line.slice());
  for (const { person, day, to } of changes) copy[person]?.fill(to, day, day + 1);
  return copy;
}
