import type { SolverCover, SolverProblem } from "./solver-problem";
import { steps } from "./solver-score";

/** What a sum of a cover costs: convex, with slopes that change at the breakpoints. */
export interface CoverCurve {
  /** Rising; `slopes` has one more: before the first, between each two, after the last. */
  breakpoints: readonly number[];
  slopes: readonly number[];
  /** A breakpoint where the cost is least. */
  cheapest: number;
}

/** Which covers a duty of a person on a day counts for. People who count alike share it. */
export interface CoverCells {
  /** By day times duties plus duty; one more at the end. */
  start: Int32Array;
  cover: Int32Array;
  weight: Float64Array;
}

/** Covers laid out for solvers: what each cell counts for and what each sum costs. */
export interface CoverTable {
  curves: readonly CoverCurve[];
  /** By person. */
  cells: readonly CoverCells[];
  /** The dearest slope of a cover or price of a rule's step; 100 at least. */
  dearest: number;
  /** Price of one step of a hard limit: dearer than anything that could be gained by it. */
  hardPoints: number;
}

/** So many times the dearest duty or step of anything else. */
const HARD_FACTOR = 10;

export function coverTable(problem: SolverProblem): CoverTable {
  const { covers, people } = problem;
  const dearest = dearestStep(problem);
  const hardPoints = HARD_FACTOR * Math.max(dearest, dearestDuty(problem));
  const byDay = Array.from({ length: problem.days }, (): number[] => []);
  covers.forEach(({ day }, index) => byDay[day]?.push(index));
  const members = covers.map((cover) =>
    cover.members.map((member) => member.people && new Set(member.people)),
  );
  const shared = new Map<string, CoverCells>();
  return {
    curves: covers.map((cover) => curveOf(cover, hardPoints)),
    cells: people.map((_, person) => {
      const isMember = (cover: number, member: number) =>
        members[cover]?.[member]?.has(person) ?? true;
      const key = covers
        .map(({ members: all }, cover) => all.map((_, at) => Number(isMember(cover, at))).join(""))
        .join();
      const found = shared.get(key) ?? cellsOf(problem, byDay, isMember);
      shared.set(key, found);
      return found;
    }),
    dearest,
    hardPoints,
  };
}

function dearestStep({ covers, people }: SolverProblem): number {
  let dearest = 100;
  for (const { below, above } of covers) {
    const sum = (limits: readonly { slope: number }[]) =>
      limits.reduce((total, { slope }) => total + slope, 0);
    dearest = Math.max(dearest, sum(below), sum(above));
  }
  for (const { rules } of people) {
    for (const rule of rules) {
      const prices = "price" in rule ? [rule.price] : [rule.below, rule.above];
      for (const price of prices) if (price !== "hard") dearest = Math.max(dearest, price);
    }
  }
  return dearest;
}

/** With what it adds to sums that are too great already: wages and overtime may be dearer than any step. */
function dearestDuty({ days, duties, people }: SolverProblem): number {
  let dearest = 0;
  for (const { allowed, costs, rules } of people) {
    for (let day = 0; day < days; day += 1) {
      const wages = (allowed[day] ?? []).map((duty) => costs[day]?.[duty] ?? 0);
      let points = Math.max(0, ...wages);
      for (const rule of rules) {
        if (rule.kind !== "sum" || rule.above === "hard") continue;
        if (day < rule.fromDay || day >= rule.toDay) continue;
        const { weights, step, above } = rule;
        const heaviest = Math.max(
          ...(weights === "minutes" ? duties.map(({ minutes }) => minutes[day] ?? 0) : weights),
        );
        points += above * steps(heaviest, step);
      }
      dearest = Math.max(dearest, points);
    }
  }
  return dearest;
}

function curveOf(cover: SolverCover, hardPoints: number): CoverCurve {
  const { hardMinimum, hardMaximum } = cover;
  const below = [...cover.below];
  const above = [...cover.above];
  if (hardMinimum !== undefined) below.push({ limit: hardMinimum, slope: hardPoints });
  if (hardMaximum !== undefined) above.push({ limit: hardMaximum, slope: hardPoints });
  const limits = [...below, ...above].map(({ limit }) => limit);
  const breakpoints = [...new Set(limits)].sort((one, other) => one - other);
  if (breakpoints.length === 0) breakpoints.push(0);
  const slopeAt = (sum: number): number =>
    above.reduce((slope, one) => (sum >= one.limit ? slope + one.slope : slope), 0) -
    below.reduce((slope, one) => (sum < one.limit ? slope + one.slope : slope), 0);
  const slopes = [
    slopeAt((breakpoints[0] ?? 0) - 1),
    ...breakpoints.map((breakpoint) => slopeAt(breakpoint)),
  ];
  const cheapest = breakpoints.find((_, index) => (slopes[index + 1] ?? 0) >= 0);
  return { breakpoints, slopes, cheapest: cheapest ?? breakpoints.at(-1) ?? 0 };
}

function cellsOf(
  { days, duties, covers }: SolverProblem,
  byDay: readonly (readonly number[])[],
  isMember: (cover: number, member: number) => boolean,
): CoverCells {
  const start = new Int32Array(days * duties.length + 1);
  const cover: number[] = [];
  const weight: number[] = [];
  for (let day = 0; day < days; day += 1) {
    for (let duty = 0; duty < duties.length; duty += 1) {
      for (const index of byDay[day] ?? []) {
        const counted = covers[index]?.members.find(
          (member, at) => member.duties.includes(duty) && isMember(index, at),
        );
        if (!counted || counted.weight === 0) continue;
        cover.push(index);
        weight.push(counted.weight);
      }
      start[day * duties.length + duty + 1] = cover.length;
    }
  }
  return { start, cover: Int32Array.from(cover), weight: Float64Array.from(weight) };
}

/** Points of a sum, those of hard limits included. */
export function curveCost({ breakpoints, slopes, cheapest }: CoverCurve, sum: number): number {
  // From the cheapest breakpoint outwards: each stretch of the way at its own slope.
  let cost = 0;
  if (sum > cheapest) {
    for (let index = breakpoints.indexOf(cheapest); index < breakpoints.length; index += 1) {
      const from = breakpoints[index] ?? 0;
      if (from >= sum) break;
      const to = Math.min(sum, breakpoints[index + 1] ?? Infinity);
      cost += (slopes[index + 1] ?? 0) * (to - from);
    }
  } else {
    for (let index = breakpoints.indexOf(cheapest); index >= 0; index -= 1) {
      const to = breakpoints[index] ?? 0;
      if (to <= sum) break;
      const from = Math.max(sum, breakpoints[index - 1] ?? -Infinity);
      cost -= (slopes[index] ?? 0) * (to - from);
    }
  }
  return cost;
}

/** Points of all sums. */
export const coverCost = ({ curves }: CoverTable, sums: Float64Array): number =>
  curves.reduce((cost, curve, at) => cost + curveCost(curve, sums[at] ?? 0), 0);

/** Adds what a line counts for to the covers' sums; a `sign` of -1 takes it away. */
export function countLine(
  { cells: all }: CoverTable,
  duties: number,
  {
    sums,
    person,
    line,
    sign,
  }: { sums: Float64Array; person: number; line: Uint8Array; sign: 1 | -1 },
): void {
  const cells = all[person];
  if (!cells) return;
  for (let day = 0; day < line.length; day += 1) {
    const cell = day * duties + (line[day] ?? 0);
    for (let at = cells.start[cell] ?? 0; at < (cells.start[cell + 1] ?? 0); at += 1) {
      const cover = cells.cover[at] ?? 0;
      sums[cover] = (sums[cover] ?? 0) + sign * (cells.weight[at] ?? 0);
    }
  }
}

/** Into `pay`, what each cell of a person brings to the covers as the others leave them. */
export function payGains(
  { cells: all, curves }: CoverTable,
  person: number,
  sums: Float64Array,
  pay: Float64Array,
): void {
  const cells = all[person];
  if (!cells) return;
  for (let cell = 0; cell < pay.length; cell += 1) {
    let gain = 0;
    for (let at = cells.start[cell] ?? 0; at < (cells.start[cell + 1] ?? 0); at += 1) {
      const cover = cells.cover[at] ?? 0;
      const curve = curves[cover];
      const sum = sums[cover] ?? 0;
      if (curve) gain += curveCost(curve, sum) - curveCost(curve, sum + (cells.weight[at] ?? 0));
    }
    pay[cell] = gain;
  }
}
