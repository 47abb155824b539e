import type { RosterLines, WholeRoster } from "./roster-lines";

/** People whose lines are given up together. */
const FEWEST = 2;
const MOST = 3;

export interface LineSearchRun {
  random: () => number;
  /** How much of the search is over, from 0 to 1; asked with the number of steps. */
  progress: (steps: number) => number;
  isOver: () => boolean;
  /** Points by which a roster may get worse, at the beginning and at the end. */
  hot: number;
  cold: number;
  improved: (roster: WholeRoster) => void;
}

/**
 * Annealing whose moves are whole lines: some people give theirs up and each in turn takes the best there is
 * to the covers as they then are, by prices that are a little wrong so that it is not always the same. The
 * search works in the roster given. Never a line that breaks the person's hard rules, so it is at its best
 * where those are tight and people many.
 */
export function searchLines(roster: RosterLines, whole: WholeRoster, run: LineSearchRun): void {
  const { lines, lineCosts, sums } = whole;
  const { random } = run;
  let cost = whole.cost;
  let coverCost = roster.coverCost(sums);
  let best = cost;
  let temperature = run.hot;
  const noise = () => temperature * 0.5 * random();
  const put = (person: number, line: Uint8Array, lineCost: number) => {
    lines[person] = line;
    lineCosts[person] = lineCost;
    roster.count(sums, person, line, 1);
  };
  for (let steps = 0; !run.isOver(); steps += 1) {
    const progress = run.progress(steps);
    if (progress >= 1) return;
    temperature = run.hot * (run.cold / run.hot) ** progress;
    const before = choose(lines.length, random).map((person) => ({
      person,
      line: lines[person] ?? new Uint8Array(0),
      cost: lineCosts[person] ?? 0,
    }));
    for (const { person, line } of before) roster.count(sums, person, line, -1);
    let change = 0;
    for (const { person, line, cost: old } of before) {
      const answer = roster.bestAnswer(person, sums, noise) ?? { line, cost: old };
      put(person, answer.line, answer.cost);
      change += answer.cost - old;
    }
    const after = roster.coverCost(sums);
    change += after - coverCost;
    if (change <= 0 || random() < Math.exp(-change / temperature)) {
      cost += change;
      coverCost = after;
      if (cost < best - 1e-6) {
        best = cost;
        run.improved({ ...whole, cost });
      }
      continue;
    }
    for (const { person } of before) {
      roster.count(sums, person, lines[person] ?? new Uint8Array(0), -1);
    }
    for (const { person, line, cost: old } of before) put(person, line, old);
  }
}

function choose(people: number, random: () => number): number[] {
  const count = Math.min(people, FEWEST + Math.floor(random() * (MOST - FEWEST + 1)));
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(random() * people));
  return [...chosen];
}
