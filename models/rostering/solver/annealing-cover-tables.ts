import type { SolverCover, SolverProblem } from "./solver-problem";
import { coverPoints } from "./solver-score";

/**
 * What covers cost, ready for counting by increments: for each class of people who count alike, day and duty
 * the covers that it adds to, and for each cover a table of its cost by its sum.
 */
export interface CoverTables {
  /** Of each person: those of one class count the same in every cover. */
  classOf: Int32Array;
  /** Entries of (class, day, duty) are `start[i]` until `start[i + 1]`, in rising order of cover. */
  start: Int32Array;
  cover: Int32Array;
  /** Whole numbers: weights are multiplied by what makes them so. */
  weight: Int32Array;
  /** Where the cover's table has the sum 0. */
  zeroAt: Int32Array;
  points: Float64Array;
  hard: Float64Array;
}

export function coverTables(problem: SolverProblem): CoverTables {
  const classOf = countingClasses(problem);
  const scales = problem.covers.map(wholeScale);
  return { classOf, ...entries(problem, classOf, scales), ...costs(problem, scales) };
}

function countingClasses({ covers, people }: SolverProblem): Int32Array {
  const groups = new Map<string, ReadonlySet<number>>();
  for (const { members } of covers) {
    for (const { people: group } of members) {
      if (group !== undefined) groups.set(group.join(), new Set(group));
    }
  }
  const classes = new Map<string, number>();
  return Int32Array.from(people, (_, person) => {
    const key = Array.from(groups.values(), (group) => (group.has(person) ? "1" : "0")).join("");
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    return known;
  });
}

/** The smallest number that makes all of the cover's weights whole. */
function wholeScale({ label, members }: SolverCover): number {
  const MOST = 60;
  for (let scale = 1; scale <= MOST; scale += 1) {
    if (members.every(({ weight }) => Number.isInteger(weight * scale))) return scale;
  }
  throw new RangeError(`cover ${label}: its weights have no common unit of at least 1/${MOST}`);
}

function entries(
  { covers, days, duties }: SolverProblem,
  classOf: Int32Array,
  scales: readonly number[],
) {
  const example = new Map<number, number>();
  classOf.forEach((one, person) => example.set(one, person));
  const byDay = Array.from({ length: days }, (): number[] => []);
  covers.forEach(({ day }, index) => byDay[day]?.push(index));

  const start = new Int32Array(example.size * days * duties.length + 1);
  const cover: number[] = [];
  const weight: number[] = [];
  for (let one = 0; one < example.size; one += 1) {
    for (let day = 0; day < days; day += 1) {
      for (let duty = 0; duty < duties.length; duty += 1) {
        for (const index of byDay[day] ?? []) {
          const counted = countedWeight(covers[index], example.get(one) ?? 0, duty);
          if (counted === 0) continue;
          cover.push(index);
          weight.push(Math.round(counted * (scales[index] ?? 1)));
        }
        start[(one * days + day) * duties.length + duty + 1] = cover.length;
      }
    }
  }
  return { start, cover: Int32Array.from(cover), weight: Int32Array.from(weight) };
}

function countedWeight(cover: SolverCover | undefined, person: number, duty: number): number {
  const counted = cover?.members.find(
    ({ people, duties }) => duties.includes(duty) && (people?.includes(person) ?? true),
  );
  return counted?.weight ?? 0;
}

/** Covers that cost the same share a table: a year of days has few different ones. */
function costs({ covers, people }: SolverProblem, scales: readonly number[]) {
  const zeroAt = new Int32Array(covers.length);
  const known = new Map<string, number>();
  const points: number[] = [];
  const hard: number[] = [];
  covers.forEach((cover, index) => {
    const { members, below, above, hardMinimum = -Infinity, hardMaximum = Infinity } = cover;
    const scale = scales[index] ?? 1;
    const most = (sign: number) =>
      Math.max(0, ...members.map(({ weight }) => Math.round(sign * weight * scale))) *
      people.length;
    const key = JSON.stringify([scale, most(1), most(-1), below, above, hardMinimum, hardMaximum]);
    const at = known.get(key) ?? points.length + most(-1);
    known.set(key, at);
    zeroAt[index] = at;
    if (at < points.length) return;
    for (let sum = -most(-1); sum <= most(1); sum += 1) {
      const soft = coverPoints(cover, sum / scale);
      points.push(soft.below + soft.above);
      hard.push(Math.max(0, hardMinimum - sum / scale) + Math.max(0, sum / scale - hardMaximum));
    }
  });
  return { zeroAt, points: Float64Array.from(points), hard: Float64Array.from(hard) };
}
