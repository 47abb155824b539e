import { type CoverTables, coverTables } from "./annealing-cover-tables";
import {
  pairTables,
  type PairTables,
  patternTables,
  type PatternTables,
  runTables,
  type RunTables,
  sumTables,
  type SumTables,
  weekendTables,
  type WeekendTables,
} from "./annealing-line-tables";
import type { Lines, SolverProblem } from "./solver-problem";
import { steps } from "./solver-score";

/**
 * Hard steps of a hard sum that is broken by ever so little: five minutes too many must not be cheap only
 * because a whole shift would be worse.
 */
const HARD_SUM_AT_ALL = 0.5;

/**
 * A roster that knows what a change of one cell does to its cost, in a few hundred nanoseconds. Costs have two
 * parts: points, and steps by which hard rules are broken (of sums in their own unit, see `sumTables`).
 *
 * `lineChange` and `coverChange` leave their answer in `points` and `hard` rather than returning it: they run
 * millions of times a second and must not make garbage.
 */
export class SearchState {
  /** The answer of the last question. */
  points = 0;
  hard = 0;

  readonly people: number;
  readonly days: number;
  readonly duties: number;
  /** Cells of a person are a row: past, days, one that is never known. */
  readonly cells: Uint8Array;
  readonly stride: number;
  /** Of day 0 in a row. */
  readonly lead: number;
  /** By person, day and duty; Infinity where the duty is not allowed. */
  readonly costs: Float64Array;
  /** Duties allowed to a person on a day are `allowedStart[i]` until `allowedStart[i + 1]`. */
  readonly allowedStart: Int32Array;
  readonly allowed: Uint8Array;
  readonly classOf: Int32Array;

  readonly #pastLength: Int32Array;
  readonly #pairs: PairTables;
  readonly #patterns: PatternTables;
  readonly #runs: RunTables;
  readonly #sums: SumTables;
  readonly #weekends: WeekendTables;
  readonly #covers: CoverTables;
  readonly #sumNow: Float64Array;
  readonly #weekendNow: Float64Array;
  readonly #coverNow: Int32Array;

  constructor(problem: SolverProblem) {
    const { people, days, duties } = problem;
    this.people = people.length;
    this.days = days;
    this.duties = duties.length;
    this.lead = Math.max(0, ...people.map(({ past }) => past.length)) + 1;
    this.stride = this.lead + days + 1;
    this.cells = new Uint8Array(people.length * this.stride).fill(duties.length);
    this.#pastLength = Int32Array.from(people, ({ past }) => past.length);
    people.forEach(({ past }, person) =>
      this.cells.set(past, person * this.stride + this.lead - past.length),
    );

    this.costs = new Float64Array(people.length * days * duties.length).fill(Infinity);
    this.allowedStart = new Int32Array(people.length * days + 1);
    const allowed: number[] = [];
    people.forEach((person, index) => {
      for (let day = 0; day < days; day += 1) {
        for (const duty of person.allowed[day] ?? []) {
          allowed.push(duty);
          this.costs[(index * days + day) * duties.length + duty] = person.costs[day]?.[duty] ?? 0;
        }
        this.allowedStart[index * days + day + 1] = allowed.length;
      }
    });
    this.allowed = Uint8Array.from(allowed);

    this.#pairs = pairTables(problem);
    this.#patterns = patternTables(problem);
    this.#runs = runTables(problem);
    this.#sums = sumTables(problem);
    this.#weekends = weekendTables(problem);
    this.#covers = coverTables(problem);
    this.classOf = this.#covers.classOf;
    this.#sumNow = new Float64Array(this.#sums.base.length);
    this.#weekendNow = new Float64Array(this.#weekends.offset.length);
    this.#coverNow = new Int32Array(problem.covers.length);
  }

  dutyOf(person: number, day: number): number {
    return this.cells[person * this.stride + this.lead + day] ?? 0;
  }

  isAllowed(person: number, day: number, duty: number): boolean {
    return (this.costs[(person * this.days + day) * this.duties + duty] ?? Infinity) < Infinity;
  }

  /** A copy of the roster, or of one whose cells were copied. */
  lines(cells = this.cells): Uint8Array[] {
    return Array.from({ length: this.people }, (_, person) => {
      const from = person * this.stride + this.lead;
      return cells.slice(from, from + this.days);
    });
  }

  /** Begins from these lines, as far as they are allowed, and counts everything anew. */
  restart(lines: Lines): void {
    for (let person = 0; person < this.people; person += 1) {
      for (let day = 0; day < this.days; day += 1) {
        const duty = lines[person]?.[day] ?? 0;
        this.cells[person * this.stride + this.lead + day] = this.isAllowed(person, day, duty)
          ? duty
          : this.#firstAllowed(person, day);
      }
    }
    this.#count();
  }

  /** A day on which nothing is allowed is free all the same, and counts as broken. */
  #firstAllowed(person: number, day: number): number {
    const at = person * this.days + day;
    const first = this.allowedStart[at] ?? 0;
    return first < (this.allowedStart[at + 1] ?? 0) ? (this.allowed[first] ?? 0) : 0;
  }

  #count(): void {
    const { entryStart, entryRule, entryWeight, base } = this.#sums;
    const { start, cover, weight } = this.#covers;
    this.#sumNow.set(base);
    this.#coverNow.fill(0);
    for (let person = 0; person < this.people; person += 1) {
      for (let day = 0; day < this.days; day += 1) {
        const duty = this.dutyOf(person, day);
        if (duty >= this.duties) continue;
        const at = (person * this.days + day) * this.duties + duty;
        for (let entry = entryStart[at] ?? 0; entry < (entryStart[at + 1] ?? 0); entry += 1) {
          const rule = entryRule[entry] ?? 0;
          this.#sumNow[rule] = (this.#sumNow[rule] ?? 0) + (entryWeight[entry] ?? 0);
        }
        const counts = ((this.classOf[person] ?? 0) * this.days + day) * this.duties + duty;
        for (let entry = start[counts] ?? 0; entry < (start[counts + 1] ?? 0); entry += 1) {
          const index = cover[entry] ?? 0;
          this.#coverNow[index] = (this.#coverNow[index] ?? 0) + (weight[entry] ?? 0);
        }
      }
      this.#countWeekends(person);
    }
  }

  #countWeekends(person: number): void {
    const { start, saturdays, offset } = this.#weekends;
    for (let rule = start[person] ?? 0; rule < (start[person + 1] ?? 0); rule += 1) {
      this.#weekendNow[rule] =
        (offset[rule] ?? 0) +
        (saturdays[rule] ?? []).filter(
          (saturday) => this.#works(person, saturday) || this.#works(person, saturday + 1),
        ).length;
    }
  }

  #works(person: number, day: number): boolean {
    if (day < -this.lead || day > this.days) return false;
    const duty = this.dutyOf(person, day);
    return duty !== 0 && duty !== this.duties;
  }

  /** What all lines, duties and covers cost now. */
  total(): void {
    let points = 0;
    let hard = 0;
    for (let person = 0; person < this.people; person += 1) {
      this.lineTotal(person);
      points += this.points;
      hard += this.hard;
    }
    const { zeroAt } = this.#covers;
    for (let index = 0; index < zeroAt.length; index += 1) {
      const at = (zeroAt[index] ?? 0) + (this.#coverNow[index] ?? 0);
      points += this.#covers.points[at] ?? 0;
      hard += this.#covers.hard[at] ?? 0;
    }
    this.points = points;
    this.hard = hard;
  }

  /** What a person's line costs now, its duties included. */
  lineTotal(person: number): void {
    this.points = 0;
    this.hard = 0;
    const row = person * this.stride + this.lead;
    const width = this.duties + 1;
    for (let day = 0; day < this.days; day += 1) {
      const duty = this.cells[row + day] ?? 0;
      const cost = this.costs[(person * this.days + day) * this.duties + duty] ?? Infinity;
      if (cost < Infinity) this.points += cost;
      else this.hard += 1;
      const pair = (this.#pairs.at[person] ?? 0) + (this.cells[row + day - 1] ?? 0) * width + duty;
      this.points += this.#pairs.points[pair] ?? 0;
      this.hard += this.#pairs.hard[pair] ?? 0;
      this.#wholeWeekendsOn(person, day, duty, 0.5);
    }
    for (let rule = this.#patterns.start[person] ?? 0; ; rule += 1) {
      if (rule >= (this.#patterns.start[person + 1] ?? 0)) break;
      const length = this.#patterns.length[rule] ?? 0;
      for (let last = 0; last < this.days; last += 1) {
        if (this.#matches(rule, row + last - length + 1, -1)) this.#addPattern(rule, 1);
      }
    }
    for (let rule = this.#runs.start[person] ?? 0; ; rule += 1) {
      if (rule >= (this.#runs.start[person + 1] ?? 0)) break;
      this.#allRuns(rule, person);
    }
    const sums = this.#sums.start;
    for (let rule = sums[person] ?? 0; rule < (sums[person + 1] ?? 0); rule += 1) {
      this.#addSum(rule, this.#sumNow[rule] ?? 0, 1);
    }
    const weekends = this.#weekends.start;
    for (let rule = weekends[person] ?? 0; rule < (weekends[person + 1] ?? 0); rule += 1) {
      this.#addWeekends(rule, this.#weekendNow[rule] ?? 0, 1);
    }
  }

  #allRuns(rule: number, person: number): void {
    const row = person * this.stride + this.lead;
    const sets = rule * (this.duties + 1);
    const isIn = (day: number) => this.#runs.sets[sets + (this.cells[row + day] ?? 0)] === 1;
    let start = -(this.#pastLength[person] ?? 0);
    while (start < this.days) {
      let stop = start;
      while (stop < this.days && isIn(stop)) stop += 1;
      this.#addRun(rule, person, start, stop, 1);
      start = stop + 1;
    }
  }

  /**
   * What the person's own line would cost more with another duty on a day: in `points` and `hard`. The duty
   * must be allowed.
   */
  lineChange(person: number, day: number, to: number): void {
    const row = person * this.stride + this.lead;
    const at = row + day;
    const from = this.cells[at] ?? 0;
    const costsAt = (person * this.days + day) * this.duties;
    this.points = (this.costs[costsAt + to] ?? 0) - (this.costs[costsAt + from] ?? 0);
    this.hard = 0;
    if (from === to) return;

    const width = this.duties + 1;
    const pairsAt = this.#pairs.at[person] ?? 0;
    const before = pairsAt + (this.cells[at - 1] ?? 0) * width;
    const after = pairsAt + (this.cells[at + 1] ?? 0);
    const { points, hard } = this.#pairs;
    this.points +=
      (points[before + to] ?? 0) -
      (points[before + from] ?? 0) +
      (points[after + to * width] ?? 0) -
      (points[after + from * width] ?? 0);
    this.hard +=
      (hard[before + to] ?? 0) -
      (hard[before + from] ?? 0) +
      (hard[after + to * width] ?? 0) -
      (hard[after + from * width] ?? 0);

    const lastRun = this.#runs.start[person + 1] ?? 0;
    for (let rule = this.#runs.start[person] ?? 0; rule < lastRun; rule += 1) {
      const sets = rule * width;
      const was = this.#runs.sets[sets + from] ?? 0;
      if (was !== (this.#runs.sets[sets + to] ?? 0)) this.#changeRun(rule, person, day, was === 1);
    }
    this.#changeSums(costsAt, from, to);
    if ((from === 0) !== (to === 0)) this.#changeWeekends(person, day, from, to);
    const patterns = this.#patterns.start;
    if (patterns[person] !== patterns[person + 1]) this.#changePatterns(person, at, day, to);
  }

  /** A day leaves a run, which falls apart, or joins two. */
  #changeRun(rule: number, person: number, day: number, leaves: boolean): void {
    const { sets, minimum, maximum } = this.#runs;
    const row = person * this.stride + this.lead;
    const at = rule * (this.duties + 1);
    // Beyond the minimum, how long a run is matters only if there is a maximum.
    const enough = maximum[rule] === Infinity ? (minimum[rule] ?? 0) : this.stride;
    let start = day;
    while (day - start < enough && sets[at + (this.cells[row + start - 1] ?? 0)] === 1) start -= 1;
    let stop = day + 1;
    while (stop - day <= enough && sets[at + (this.cells[row + stop] ?? 0)] === 1) stop += 1;
    const whole = leaves ? -1 : 1;
    this.#addRun(rule, person, start, stop, whole);
    this.#addRun(rule, person, start, day, -whole);
    this.#addRun(rule, person, day + 1, stop, -whole);
  }

  #addRun(rule: number, person: number, start: number, stop: number, sign: number): void {
    if (start >= stop) return;
    const { minimum, maximum, below, above } = this.#runs;
    const missing = (minimum[rule] ?? 0) - (stop - start);
    if (missing > 0 && stop >= 0 && stop !== this.days) {
      if (start !== 0 || this.#pastLength[person] !== 0) {
        this.points += sign * missing * (below.points[rule] ?? 0);
        this.hard += sign * missing * (below.hard[rule] ?? 0);
      }
    }
    const beyond = stop - Math.max(start + (maximum[rule] ?? Infinity), 0);
    if (beyond > 0) {
      this.points += sign * beyond * (above.points[rule] ?? 0);
      this.hard += sign * beyond * (above.hard[rule] ?? 0);
    }
  }

  /** Entries of both duties are in rising order of rule: a rule that both count in changes once. */
  #changeSums(costsAt: number, from: number, to: number): void {
    const { entryStart, entryRule, entryWeight } = this.#sums;
    let one = entryStart[costsAt + from] ?? 0;
    let other = entryStart[costsAt + to] ?? 0;
    const oneEnd = entryStart[costsAt + from + 1] ?? 0;
    const otherEnd = entryStart[costsAt + to + 1] ?? 0;
    while (one < oneEnd || other < otherEnd) {
      const oneRule = one < oneEnd ? (entryRule[one] ?? 0) : Infinity;
      const otherRule = other < otherEnd ? (entryRule[other] ?? 0) : Infinity;
      let change = 0;
      if (oneRule <= otherRule) change -= entryWeight[one++] ?? 0;
      if (otherRule <= oneRule) change += entryWeight[other++] ?? 0;
      if (change === 0) continue;
      const rule = Math.min(oneRule, otherRule);
      const now = this.#sumNow[rule] ?? 0;
      this.#addSum(rule, now + change, 1);
      this.#addSum(rule, now, -1);
    }
  }

  #addSum(rule: number, sum: number, sign: number): void {
    const { minimum, maximum, step, below, above } = this.#sums;
    const missing = (minimum[rule] ?? -Infinity) - sum;
    if (missing > 0) {
      const by = steps(missing, step[rule] ?? 1);
      this.points += sign * by * (below.points[rule] ?? 0);
      const hard = below.hard[rule] ?? 0;
      if (hard > 0) this.hard += sign * (by * hard + HARD_SUM_AT_ALL);
    }
    const beyond = sum - (maximum[rule] ?? Infinity);
    if (beyond > 0) {
      const by = steps(beyond, step[rule] ?? 1);
      this.points += sign * by * (above.points[rule] ?? 0);
      const hard = above.hard[rule] ?? 0;
      if (hard > 0) this.hard += sign * (by * hard + HARD_SUM_AT_ALL);
    }
  }

  #changeWeekends(person: number, day: number, from: number, to: number): void {
    const { entryStart, entryRule, entryOther } = this.#weekends;
    const at = person * this.days + day;
    const end = entryStart[at + 1] ?? 0;
    for (let entry = entryStart[at] ?? 0; entry < end; entry += 1) {
      if (this.#works(person, day + (entryOther[entry] ?? 0))) continue;
      const rule = entryRule[entry] ?? 0;
      const now = this.#weekendNow[rule] ?? 0;
      this.#addWeekends(rule, now + (to === 0 ? -1 : 1), 1);
      this.#addWeekends(rule, now, -1);
    }
    this.#wholeWeekendsOn(person, day, to, 1);
    this.#wholeWeekendsOn(person, day, from, -1);
  }

  #addWeekends(rule: number, worked: number, sign: number): void {
    const { maximum, price } = this.#weekends;
    const beyond = worked - (maximum[rule] ?? Infinity);
    if (beyond <= 0) return;
    this.points += sign * beyond * (price.points[rule] ?? 0);
    this.hard += sign * beyond * (price.hard[rule] ?? 0);
  }

  /** Of weekends that the day is in, if it had this duty. */
  #wholeWeekendsOn(person: number, day: number, duty: number, sign: number): void {
    const { wholeStart, wholeOther, whole } = this.#weekends;
    const at = person * this.days + day;
    const end = wholeStart[at + 1] ?? 0;
    for (let entry = wholeStart[at] ?? 0; entry < end; entry += 1) {
      const otherDay = day + (wholeOther[entry] ?? 0);
      const other = this.dutyOf(person, otherDay);
      if (other === this.duties || (other === 0) === (duty === 0)) continue;
      // A sum over all days meets a weekend at both of its days, unless one of them is past.
      const share = sign === 0.5 && otherDay < 0 ? 1 : sign;
      this.points += share * (whole.points[entry] ?? 0);
      this.hard += share * (whole.hard[entry] ?? 0);
    }
  }

  #changePatterns(person: number, at: number, day: number, to: number): void {
    const { start, length, setsAt, sets } = this.#patterns;
    const width = this.duties + 1;
    const from = this.cells[at] ?? 0;
    for (let rule = start[person] ?? 0; rule < (start[person + 1] ?? 0); rule += 1) {
      const long = length[rule] ?? 0;
      for (let place = 0; place < long; place += 1) {
        const last = day - place + long - 1;
        if (last >= this.days || last < 0) continue;
        const row = (setsAt[rule] ?? 0) + place * width;
        const was = sets[row + from] ?? 0;
        if (was === (sets[row + to] ?? 0)) continue;
        if (this.#matches(rule, at - place, place)) this.#addPattern(rule, was === 1 ? -1 : 1);
      }
    }
  }

  /** Whether the cells from `first` on are in the pattern's sets; one place need not be. */
  #matches(rule: number, first: number, except: number): boolean {
    const { length, setsAt, sets } = this.#patterns;
    const width = this.duties + 1;
    for (let place = 0; place < (length[rule] ?? 0); place += 1) {
      if (place === except) continue;
      const duty = this.cells[first + place] ?? this.duties;
      if (sets[(setsAt[rule] ?? 0) + place * width + duty] !== 1) return false;
    }
    return true;
  }

  #addPattern(rule: number, sign: number): void {
    this.points += sign * (this.#patterns.points[rule] ?? 0);
    this.hard += sign * (this.#patterns.hard[rule] ?? 0);
  }

  /** Added to `points` and `hard`: what covers would cost more with another duty of a person on a day. */
  addCoverChange(person: number, day: number, to: number): void {
    const { start, cover, weight, zeroAt, points, hard } = this.#covers;
    const from = this.dutyOf(person, day);
    const at = ((this.classOf[person] ?? 0) * this.days + day) * this.duties;
    let one = start[at + from] ?? 0;
    let other = start[at + to] ?? 0;
    const oneEnd = start[at + from + 1] ?? 0;
    const otherEnd = start[at + to + 1] ?? 0;
    while (one < oneEnd || other < otherEnd) {
      const oneCover = one < oneEnd ? (cover[one] ?? 0) : Infinity;
      const otherCover = other < otherEnd ? (cover[other] ?? 0) : Infinity;
      let change = 0;
      if (oneCover <= otherCover) change -= weight[one++] ?? 0;
      if (otherCover <= oneCover) change += weight[other++] ?? 0;
      if (change === 0) continue;
      const index = Math.min(oneCover, otherCover);
      const now = (zeroAt[index] ?? 0) + (this.#coverNow[index] ?? 0);
      this.points += (points[now + change] ?? 0) - (points[now] ?? 0);
      this.hard += (hard[now + change] ?? 0) - (hard[now] ?? 0);
    }
  }

  /** Puts a duty, without asking what it costs. */
  put(person: number, day: number, to: number): void {
    const at = person * this.stride + this.lead + day;
    const from = this.cells[at] ?? 0;
    if (from === to) return;
    const entriesAt = (person * this.days + day) * this.duties;
    this.#countSums(entriesAt + from, -1);
    this.#countSums(entriesAt + to, 1);
    const coversAt = ((this.classOf[person] ?? 0) * this.days + day) * this.duties;
    this.#countCovers(coversAt + from, -1);
    this.#countCovers(coversAt + to, 1);
    if ((from === 0) !== (to === 0)) {
      const { entryStart, entryRule, entryOther } = this.#weekends;
      const cell = person * this.days + day;
      for (let entry = entryStart[cell] ?? 0; entry < (entryStart[cell + 1] ?? 0); entry += 1) {
        if (this.#works(person, day + (entryOther[entry] ?? 0))) continue;
        const rule = entryRule[entry] ?? 0;
        this.#weekendNow[rule] = (this.#weekendNow[rule] ?? 0) + (to === 0 ? -1 : 1);
      }
    }
    this.cells[at] = to;
  }

  #countSums(at: number, sign: number): void {
    const { entryStart, entryRule, entryWeight } = this.#sums;
    for (let entry = entryStart[at] ?? 0; entry < (entryStart[at + 1] ?? 0); entry += 1) {
      const rule = entryRule[entry] ?? 0;
      this.#sumNow[rule] = (this.#sumNow[rule] ?? 0) + sign * (entryWeight[entry] ?? 0);
    }
  }

  #countCovers(at: number, sign: number): void {
    const { start, cover, weight } = this.#covers;
    for (let entry = start[at] ?? 0; entry < (start[at + 1] ?? 0); entry += 1) {
      const index = cover[entry] ?? 0;
      this.#coverNow[index] = (this.#coverNow[index] ?? 0) + sign * (weight[entry] ?? 0);
    }
  }
}
