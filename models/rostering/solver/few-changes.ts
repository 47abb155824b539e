import { SearchState } from "./annealing-state";
import type { OpenPlaces } from "./open-places";
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
  /** Open places that they fill; 0 where nobody asks for that. */
  filled: number;
}

export interface FewChangesWanted {
  isFree: (person: number, day: number) => boolean;
  mostChanges: number;
  /**
   * Those that fill more of these come first, whatever else might be bettered, and those that fill none are left
   * out; absent: the cheapest comes first.
   */
  places?: OpenPlaces;
  /** As long as places are open, up to so many changes are tried. */
  mostToFill?: number;
}

/**
 * The best rosters with one, two, ... changes of single cells in the days given. Changes of other people on other
 * days cost what they cost alone, so only those of the same person or day are tried together; all pairs are
 * tried, larger sets grow from the best smaller ones. Thousands of sets in a tenth of a second.
 */
export function fewChanges(
  problem: SolverProblem,
  lines: Lines,
  wanted: FewChangesWanted,
  isOver: () => boolean,
): FewChanges[] {
  const { isFree, mostChanges, places, mostToFill = mostChanges } = wanted;
  const state = new SearchState(problem);
  state.restart(lines);
  const options = optionsOf(state, isFree);
  const singles = options
    .map((option) => extended(state, NOTHING, option, places))
    .toSorted(bestFirst);
  // What fills a place has one change at least that does so by itself, if others mend what it breaks.
  const filling = places && singles.filter(({ filled }) => filled > 0);
  // What mends a hard rule makes room for what breaks one: the best alone is then not the best in company.
  const isSplit = places ? singles.every(({ hard }) => hard >= 0) : singles.length <= MOST_SINGLES;
  const found: FewChanges[] = [];
  let beam = filling ?? singles.slice(0, MOST_SINGLES);
  for (let count = 1; beam.length > 0; count += 1) {
    const [best] = beam;
    if (best === undefined) break;
    found.push({
      lines: changed(lines, best.changes),
      isProved: count === 1 || (count === 2 && isSplit),
    });
    const isFilled = !places || best.filled === places.count;
    if (isOver() || count >= (isFilled ? mostChanges : mostToFill)) break;
    beam = grown({ state, options, singles, places }, beam, isOver);
  }
  return found;
}

const NOTHING: Candidate = { changes: [], points: 0, hard: 0, filled: 0 };

/** Where places are to be filled, one is filled rather than that a rule is mended which was broken before. */
const bestFirst = (one: Candidate, other: Candidate): number =>
  Math.max(0, one.hard) - Math.max(0, other.hard) ||
  other.filled - one.filled ||
  one.hard - other.hard ||
  one.points - other.points;

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
  places: OpenPlaces | undefined,
): Candidate {
  state.lineChange(option.person, option.day, option.to);
  state.addCoverChange(option.person, option.day, option.to);
  const all = [...changes, option];
  return {
    changes: all,
    points: points + state.points,
    hard: hard + state.hard,
    filled: places?.filledBy(all) ?? 0,
  };
}

interface Growing {
  state: SearchState;
  options: readonly Option[];
  /** The best first. */
  singles: readonly Candidate[];
  places: OpenPlaces | undefined;
}

function grown(
  { state, options, singles, places }: Growing,
  beam: readonly Candidate[],
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
      const one = extended(state, candidate, option, places);
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
  return [...next.values()].toSorted(bestFirst);
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
  const worse = [...candidates].toSorted(([, one], [, other]) => bestFirst(one, other)).slice(BEAM);
  for (const [key] of worse) candidates.delete(key);
}

function changed(lines: Lines, changes: readonly Option[]): Lines {
  const copy = lines.map((line) => line.slice());
  for (const { person, day, to } of changes) copy[person]?.fill(to, day, day + 1);
  return copy;
}
