import type { Highs } from "highs";
import { addCovers, addLineRules, freeCells, hardPriceOf } from "./cell-program";
import { type FewChanges, fewChanges, type FewChangesWanted } from "./few-changes";
import { linearEngine } from "./master-program";
import { OpenPlaces } from "./open-places";
import { ProgramBuilder } from "./program-builder";
import type { Lines, SolverCover, SolverProblem } from "./solver-problem";
import type { SolverRun, SolverSolution } from "./solver-run";
import { costOf } from "./solver-score";

/** Changes beyond which the rest of a long absence is left to the integer program. */
const MOST_TO_FILL = 8;

export interface RepairRequest {
  /** Whoever has called in sick cannot work then; these cells are freed and stay free. */
  openCells: readonly { person: number; day: number }[];
  /** Days before this stay as they are. */
  frozenBeforeDay: number;
  /** Points for each published cell that becomes another. */
  changePrice: number;
  /** Looked for within so many days from the first that may change, then, in the time left, in all that are left. */
  windowDays: number;
  /** The most changes for which the best of its own is sought; 3 if absent. */
  mostChanges?: number;
  /**
   * Ways that fill more of the open cells come first, whatever else could be bettered by as many changes; for
   * the rest of the cells more changes are tried than `mostChanges`. Absent: what costs least comes first.
   */
  fillsFirst?: boolean;
}

export interface CellChange {
  person: number;
  day: number;
  from: number;
  to: number;
}

/** One way to go on. Its cost is without the price of changes. */
export interface RepairAlternative extends SolverSolution {
  changes: readonly CellChange[];
  /** Shifts of the open cells that somebody else comes to; below 0: more of their colleagues leave them. */
  filled: number;
  /**
   * With so many changes none is cheaper within the window; of what the integer program found, none with the
   * price of its changes.
   */
  isProved: boolean;
}

export interface RosterRepair {
  /** By number of changes, each better than those before it; the first leaves the shifts open. */
  alternatives: readonly RepairAlternative[];
  /** Breaks the fewest hard rules, fills most where that comes first, then costs least with the price of its changes. */
  recommended: RepairAlternative;
}

/**
 * Closes the gap that somebody leaves who cannot come, with as few changes to the published roster as that
 * takes; the past is frozen. First the best with one, two, three changes, within a tenth of a second or two; then
 * an integer program over the cells of everybody looks for what is worth more changes. Stops at the deadline with
 * what it has; the shifts left open are always among the answers.
 */
export async function repairRoster(
  whole: SolverProblem,
  lines: Lines,
  request: RepairRequest,
  run: Pick<SolverRun, "now" | "deadlineAt" | "isCancelled">,
): Promise<RosterRepair> {
  const { frozenBeforeDay, windowDays, mostChanges = 3 } = request;
  const isOver = () => run.isCancelled() || run.now() >= run.deadlineAt;
  const problem = withoutOpen(whole, request);
  const published = freed(lines, request);
  const places = new OpenPlaces(lines, request.openCells);
  const alternative = (after: Lines, isProved: boolean): RepairAlternative => {
    const changes = changesBetween(published, after);
    return { ...costOf(problem, after), changes, filled: places.filledBy(changes), isProved };
  };
  const leftOpen = alternative(published, true);
  const found = [leftOpen];
  const windowEnd = Math.min(problem.days, frozenBeforeDay + windowDays);
  const wanted: FewChangesWanted = {
    isFree: freeUntil(request, windowEnd),
    mostChanges,
    ...(request.fillsFirst && { places, mostToFill: mostToFill(places, mostChanges) }),
  };
  for (const one of isOver() ? [] : fewChanges(problem, published, wanted, isOver))
    found.push(alternative(one.lines, one.isProved));
  const better = betterOf(request, leftOpen);
  const recommended = () =>
    found.reduce((best, one) => (better(one, best, request.changePrice) ? one : best));
  const highs = await linearEngine();
  const program = request.fillsFirst ? withFilled(problem, published, places) : problem;
  let took = 0;
  for (const end of new Set([windowEnd, problem.days])) {
    const startedAt = run.now();
    // All the days take longer than the window did, and what has begun cannot be stopped at any moment.
    if (isOver() || run.deadlineAt - startedAt < took) break;
    const answer = solveWindow(highs, program, published, request, end, recommended(), isOver);
    if (answer) found.push(alternative(answer.lines, answer.isProved));
    took = run.now() - startedAt;
  }
  return { alternatives: bestByChanges(found, better), recommended: recommended() };
}

/** Somebody from another shift may have to come, and somebody to theirs: two changes for each, but not without end. */
const mostToFill = ({ count }: OpenPlaces, mostChanges: number): number =>
  Math.max(mostChanges, Math.min(2 * count, MOST_TO_FILL));

type IsBetter = (one: RepairAlternative, other: RepairAlternative, changePrice: number) => boolean;

function betterOf(
  { fillsFirst = false }: RepairRequest,
  { hardViolations: known }: RepairAlternative,
): IsBetter {
  // What was broken before the call may stay so: to mend it is not what is asked for.
  const beyond = ({ hardViolations }: RepairAlternative) =>
    fillsFirst ? Math.max(0, hardViolations - known) : hardViolations;
  return (one, other, changePrice) => {
    const costs = ({ cost, changes }: RepairAlternative) => cost + changePrice * changes.length;
    if (beyond(one) !== beyond(other)) return beyond(one) < beyond(other);
    if (fillsFirst && one.filled !== other.filled) return one.filled > other.filled;
    if (one.hardViolations !== other.hardViolations)
      return one.hardViolations < other.hardViolations;
    return costs(one) < costs(other) - 1e-6;
  };
}

/** For the integer program: what stays open costs more than all else that a change might save, less than a hard rule. */
function withFilled(problem: SolverProblem, published: Lines, places: OpenPlaces): SolverProblem {
  const worth = hardPriceOf(problem) / 2;
  const covers = places.all.map(({ day, duty, count }): SolverCover => {
    const there = published.filter((line) => line[day] === duty).length;
    return {
      ...{ ruleId: "open", label: `duty ${duty} on day ${day}`, day },
      members: [{ duties: [duty], weight: 1 }],
      below: [{ limit: there + count, slope: worth }],
      above: [],
    };
  });
  return { ...problem, covers: [...problem.covers, ...covers] };
}

const freeUntil = ({ openCells, frozenBeforeDay }: RepairRequest, end: number) => {
  const open = new Set(openCells.map(({ person, day }) => `${person} ${day}`));
  return (person: number, day: number) =>
    day >= frozenBeforeDay && day < end && !open.has(`${person} ${day}`);
};

/** Nobody who is sick must work, whatever was pinned. */
function withoutOpen(problem: SolverProblem, { openCells }: RepairRequest): SolverProblem {
  return {
    ...problem,
    people: problem.people.map((person, index) => ({
      ...person,
      allowed: person.allowed.map((duties, day) =>
        openCells.some((open) => open.person === index && open.day === day) ? [0] : duties,
      ),
    })),
  };
}

function freed(lines: Lines, { openCells }: RepairRequest): Lines {
  const copy = lines.map((line) => line.slice());
  for (const { person, day } of openCells) copy[person]?.fill(0, day, day + 1);
  return copy;
}

function bestByChanges(found: readonly RepairAlternative[], better: IsBetter): RepairAlternative[] {
  const rising = found.toSorted(
    (one, other) =>
      one.changes.length - other.changes.length ||
      Number(better(other, one, 0)) - Number(better(one, other, 0)),
  );
  const kept: RepairAlternative[] = [];
  for (const one of rising) {
    const last = kept.at(-1);
    if (last === undefined || better(one, last, 0)) kept.push(one);
  }
  return kept;
}

/**
 * The cheapest with each change at its price, by the integer program over the days until `end`; undefined when
 * nothing better than the best so far was found in time.
 */
function solveWindow(
  highs: Highs,
  problem: SolverProblem,
  published: Lines,
  request: RepairRequest,
  end: number,
  best: RepairAlternative,
  isOver: () => boolean,
): FewChanges | undefined {
  const builder = new ProgramBuilder();
  const cells = freeCells(builder, problem, published, freeUntil(request, end));
  addLineRules(builder, cells);
  addCovers(builder, cells);
  const start: { column: number; value: number }[] = [];
  cells.columns.forEach((days, person) =>
    days.forEach((columns, day) =>
      columns?.forEach((column, duty) => {
        if (duty !== published[person]?.[day]) builder.addCost(column, request.changePrice);
        start.push({ column, value: duty === best.lines[person]?.[day] ? 1 : 0 });
      }),
    ),
  );
  return highs.withModel(builder.data(highs), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 1e-6 });
    model.setSolution({
      indices: Int32Array.from(start, ({ column }) => column),
      values: Float64Array.from(start, ({ value }) => value),
    });
    const interrupt = (event: { interrupt: () => void }): undefined => {
      if (isOver()) event.interrupt();
    };
    const { callbackType, modelStatus } = highs.constants;
    const run = model.run({
      [callbackType.mipInterrupt]: interrupt,
      [callbackType.simplexInterrupt]: interrupt,
    });
    if (model.info.get("primal_solution_status") !== 2) return undefined;
    const { colValue } = model.getSolution();
    const lines = published.map((line, person) =>
      line.map((duty, day) => {
        for (const [other, column] of cells.columns[person]?.[day] ?? []) {
          if ((colValue[column] ?? 0) > 0.5) return other;
        }
        return duty;
      }),
    );
    return { lines, isProved: run.modelStatus === modelStatus.optimal };
  });
}

/** Cells that differ, by person and day. */
export function changesBetween(before: Lines, after: Lines): CellChange[] {
  return before
    .flatMap((line, person) =>
      Array.from(line, (from, day) => ({ person, day, from, to: after[person]?.[day] ?? from })),
    )
    .filter(({ from, to }) => from !== to);
}
