import { type LineAutomaton, isSequenceRule, lineAutomaton } from "./line-automaton";
import { dutyGroups } from "./line-graph";
import { type LineTotal, lineTotals, priceOfTotal } from "./line-totals";
import type { SolverPerson, SolverProblem } from "./solver-problem";

/** Totals of fewer days need no pace: what is left of them is in sight. */
const SHORTEST_PACE_DAYS = 21;
/** How far a total may be off its pace, in its largest weights: at the end, and more for each root of a week to come. */
const OFF_AT_END = 0.75;
const OFF_BY_WEEKS = 0.35;

/** A weekend's worth in the largest weights of another total, for what the two say together. */
const WEEKEND_PRICES = [0.25, 0.5, 1, 2, 6];
/** A total, and how it should grow so that it ends within its limits. */
export interface PacedTotal {
  total: LineTotal;
  /** Largest weight of a duty on a day. */
  unit: number;
  /** By day times groups plus group. Of weekends nothing is in it. */
  weights: Float64Array;
  /** Least and most that is to come: see `mostToCome`. */
  least: Float32Array | undefined;
  most: Float32Array | undefined;
  /** After each day, below and above which it costs `offPrice` for each point of the sum. */
  low: Float64Array;
  high: Float64Array;
  offPrice: number;
}

/**
 * What a total's hard minimum and a limit of weekends say together: of the total less `price` for each weekend
 * no more than `most` is to come, so what is to come is at most that and `price` for each weekend that is left.
 */
export interface JointLimit {
  total: number;
  /** None: the total's minimum alone, `price` is 0. */
  weekends: number | undefined;
  price: number;
  /** See `mostToCome`; with a `width`, of each node for each number of weekends that are left, and no price. */
  most: Float32Array;
  width?: number;
}

/** Beyond so many numbers it is not laid out. */
const LARGEST_TABLE = 20_000_000;

/**
 * The same said exactly: the most that is to come for each number of weekends that are left. Megabytes for each
 * person, so it is made when it is needed and not kept.
 */
export function exactLimits(days: number, tables: PersonTables): JointLimit[] {
  const pairs = new Map<string, JointLimit>();
  for (const limit of tables.joint) {
    if (limit.weekends !== undefined) pairs.set(`${limit.total} ${limit.weekends}`, limit);
  }
  return [...pairs.values()].flatMap((limit) => {
    const paced = tables.totals[limit.total];
    const weekends = tables.totals[limit.weekends ?? -1]?.total;
    const width = (weekends?.maximum ?? 0) + 1;
    const size = (days + 1) * tables.automaton.states * 2 * width;
    if (!paced || !weekends || !Number.isSafeInteger(width) || width < 1) return [];
    if (size > LARGEST_TABLE) return [];
    const most = mostByWeekends(days, tables, paced.weights, weekends.saturdays, width);
    return [{ ...limit, price: 0, most, width }];
  });
}

function mostByWeekends(
  days: number,
  { automaton, groups, possible }: PersonTables,
  weights: Float64Array,
  saturdays: ReadonlySet<number>,
  width: number,
): Float32Array {
  const { states, duties, next } = automaton;
  const most = new Float32Array((days + 1) * states * 2 * width).fill(-Infinity);
  most.fill(0, days * states * 2 * width);
  const different = differentGroups({ days, automaton, groups, possible }, weights);
  for (let day = days - 1; day >= 0; day -= 1) {
    const isSaturday = saturdays.has(day) ? 1 : 0;
    const isSunday = saturdays.has(day - 1) ? 1 : 0;
    for (let state = 0; state < states; state += 1) {
      for (const group of different) {
        const target = next[state * duties + (groups[group]?.[0] ?? 0)] ?? -1;
        if (target < 0 || !possible[day]?.[group]) continue;
        const flag = group > 0 ? isSaturday : 0;
        const weight = weights[day * groups.length + group] ?? 0;
        const from = ((day + 1) * states + target) * 2 + flag;
        for (let after = 0; after < 2; after += 1) {
          const used = group > 0 && (isSaturday === 1 || (isSunday === 1 && after === 0)) ? 1 : 0;
          const into = ((day * states + state) * 2 + after) * width;
          for (let left = used; left < width; left += 1) {
            const gain = weight + (most[from * width + left - used] ?? 0);
            if (gain > (most[into + left] ?? 0)) most[into + left] = gain;
          }
        }
      }
    }
  }
  return most;
}

/** A person's rules and what may be worked, laid out for a search that goes over the days. */
export interface PersonTables {
  automaton: LineAutomaton;
  /** Duties that no rule tells apart; the day off is the first, alone. */
  groups: readonly (readonly number[])[];
  /** By day, by group: whether one of its duties may be worked. */
  possible: readonly (readonly boolean[])[];
  /** What only the past says is charged to every line; infinite when no line can be legal for it. */
  already: number;
  totals: readonly PacedTotal[];
  /** Totals that each day may change or judge; of each group, those that only its duties add to, up to a hard maximum. */
  always: readonly number[];
  limited: readonly (readonly number[])[];
  joint: readonly JointLimit[];
  /** Of each group, others that no rule likes less: where one of them is cheaper on a day, this one is not needed. */
  noWorse: readonly (readonly number[])[];
}

/** `dearest`: points that one step off the pace of a hard total is charged in a search. */
export function personTables(
  problem: SolverProblem,
  person: SolverPerson,
  automatonOf: (person: SolverPerson) => LineAutomaton,
  dearest: number,
): PersonTables {
  const automaton = automatonOf(person);
  const all = person.rules.flatMap((rule) =>
    isSequenceRule(rule) ? [] : lineTotals(problem, person, rule),
  );
  const totals = all.filter(({ firstDay, lastDay }) => firstDay <= lastDay);
  const already = all
    .filter(({ firstDay, lastDay }) => firstDay > lastDay)
    .reduce((sum, total) => sum + priceOfTotal(total, total.start), 0);
  const groups = dutyGroups(problem, automaton, totals);
  const possible = person.allowed.map((duties) =>
    groups.map((group) => group.some((duty) => duties.includes(duty))),
  );
  const shape = { days: problem.days, automaton, groups, possible };
  const paced = totals.map((total) => pacedTotal(shape, total, dearest));
  const isLimit = ({ total, weights }: PacedTotal) =>
    total.kind === "sum" &&
    total.minimum === -Infinity &&
    total.above === "hard" &&
    weights.every((weight) => weight >= 0);
  const indices = paced.map((_, index) => index);
  const adds = (index: number, group: number) =>
    paced[index]?.weights.some((weight, at) => at % groups.length === group && weight > 0) ?? false;
  const limits = paced.flatMap((one, index) => (isLimit(one) ? [index] : []));
  const always = indices.filter((index) => !limits.includes(index));
  const limited = groups.map((_, group) => limits.filter((index) => adds(index, group)));
  return {
    ...{ automaton, groups, possible, already, totals: paced, joint: jointLimits(shape, paced) },
    ...{ always, limited, noWorse: noWorseGroups(automaton, groups, paced, { always, limited }) },
  };
}

function noWorseGroups(
  { states, duties, next, points }: LineAutomaton,
  groups: readonly (readonly number[])[],
  totals: readonly PacedTotal[],
  { always, limited }: Pick<PersonTables, "always" | "limited">,
): number[][] {
  const width = groups.length;
  const isNoWorse = (one: number, other: number): boolean => {
    const [first = 0] = groups[one] ?? [];
    const [second = 0] = groups[other] ?? [];
    for (let at = 0; at < states * duties; at += duties) {
      if (next[at + first] !== next[at + second]) return false;
      if (points[at + first] !== points[at + second]) return false;
    }
    return (
      always.every((index) => {
        const { weights } = totals[index] ?? { weights: [] };
        return weights.every(
          (weight, at) => at % width !== one || weight === weights[at - one + other],
        );
      }) && (limited[one] ?? []).every((index) => limited[other]?.includes(index))
    );
  };
  return groups.map((_, group) =>
    groups.flatMap((_, one) =>
      one > 0 && group > 0 && one !== group && isNoWorse(one, group) ? [one] : [],
    ),
  );
}

/** People with the same sequences share one. */
export function sharedAutomata(problem: SolverProblem): (person: SolverPerson) => LineAutomaton {
  const known = new Map<string, LineAutomaton>();
  return ({ rules, past }) => {
    const sequences = rules.filter(isSequenceRule);
    const key = JSON.stringify([sequences, past]);
    const found = known.get(key) ?? lineAutomaton(sequences, past, problem.duties.length);
    known.set(key, found);
    return found;
  };
}

interface Shape {
  days: number;
  automaton: LineAutomaton;
  groups: readonly (readonly number[])[];
  /** By day, by group. */
  possible: readonly (readonly boolean[])[];
}

function pacedTotal(shape: Shape, total: LineTotal, dearest: number): PacedTotal {
  const { days, groups } = shape;
  const width = groups.length;
  const weights = new Float64Array(days * width);
  let unit = total.kind === "sum" ? 0 : 1;
  for (let day = total.firstDay; total.kind !== "weekends" && day <= total.lastDay; day += 1) {
    groups.forEach(([duty = 0], group) => {
      weights[day * width + group] = total.weightOn(day, duty);
      unit = Math.max(unit, Math.abs(total.weightOn(day, duty)));
    });
  }
  unit ||= 1;
  const ofStep = (price: number | "hard") =>
    price === "hard" ? dearest : Math.min(dearest, (price * unit) / total.step);
  const perUnit = Math.max(ofStep(total.below), ofStep(total.above));
  return {
    ...{ total, unit, weights, offPrice: perUnit / unit },
    ...remaining(shape, total, weights),
    ...pace(shape, total, weights, unit),
  };
}

/** Where nothing is forbidden there is nothing to be known of it: none is still needed, and any amount possible. */
function remaining(
  shape: Shape,
  total: LineTotal,
  weights: Float64Array,
): Pick<PacedTotal, "least" | "most"> {
  const { groups } = shape;
  const negative = (values: Float32Array) => values.map((value) => -value);
  const isOfAllWork = weights.every((weight, at) => weight > 0 || at % groups.length === 0);
  const isAbove = total.above === "hard" && (isOfAllWork || weights.some((weight) => weight < 0));
  const isWeekends = total.kind === "weekends";
  const least =
    isWeekends && total.above === "hard"
      ? negative(mostToCome(shape, undefined, total.saturdays, 1))
      : isAbove && total.kind === "sum"
        ? negative(
            mostToCome(
              shape,
              weights.map((weight) => -weight),
            ),
          )
        : undefined;
  const most =
    total.below === "hard" && total.kind === "sum" ? mostToCome(shape, weights) : undefined;
  return { least, most };
}

/**
 * The most that the days to come add up to, by (day times states plus state) times two, plus one after a
 * Saturday with work: by the automaton and what may be worked on each day. Each weekend takes `price` away on the
 * first of its days with work.
 */
function mostToCome(
  { days, automaton, groups, possible }: Shape,
  weights?: Float64Array,
  saturdays: ReadonlySet<number> = new Set(),
  price = 0,
): Float32Array {
  const { states, duties, next } = automaton;
  const width = groups.length;
  const most = new Float32Array((days + 1) * states * 2);
  const different = differentGroups({ days, automaton, groups, possible }, weights);
  for (let day = days - 1; day >= 0; day -= 1) {
    const isSaturday = saturdays.has(day) ? 1 : 0;
    const isSunday = saturdays.has(day - 1);
    for (let state = 0; state < states; state += 1) {
      let fresh = -Infinity;
      let after = -Infinity;
      for (const group of different) {
        const target = next[state * duties + (groups[group]?.[0] ?? 0)] ?? -1;
        if (target < 0 || !possible[day]?.[group]) continue;
        const flag = group > 0 ? isSaturday : 0;
        const ahead = most[((day + 1) * states + target) * 2 + flag] ?? -Infinity;
        const gain = ahead + (weights?.[day * width + group] ?? 0) - price * flag;
        after = Math.max(after, gain);
        fresh = Math.max(fresh, isSunday && group > 0 ? gain - price : gain);
      }
      most[(day * states + state) * 2] = fresh;
      most[(day * states + state) * 2 + 1] = after;
    }
  }
  return most;
}

/** One of each that lead to the same states, weigh the same and may be worked on the same days. */
function differentGroups(
  { days, automaton, groups, possible }: Shape,
  weights?: Float64Array,
): number[] {
  const { states, duties, next } = automaton;
  const width = groups.length;
  const isAlike = (one: number, other: number): boolean => {
    const [first = 0] = groups[one] ?? [];
    const [second = 0] = groups[other] ?? [];
    for (let state = 0; state < states; state += 1) {
      if (next[state * duties + first] !== next[state * duties + second]) return false;
    }
    for (let day = 0; day < days; day += 1) {
      if (possible[day]?.[one] !== possible[day]?.[other]) return false;
      if (weights?.[day * width + one] !== weights?.[day * width + other]) return false;
    }
    return true;
  };
  const different: number[] = [];
  for (let group = 0; group < width; group += 1) {
    if (group === 0 || !different.some((one) => one > 0 && isAlike(one, group)))
      different.push(group);
  }
  return different;
}

function jointLimits(shape: Shape, totals: readonly PacedTotal[]): JointLimit[] {
  const needed = totals.flatMap((paced, index) =>
    paced.total.kind === "sum" && paced.total.below === "hard" && isLong(paced.total)
      ? [{ paced, index }]
      : [],
  );
  const weekends = totals.flatMap(({ total }, index) =>
    total.kind === "weekends" && total.above === "hard" && isLong(total) ? [{ total, index }] : [],
  );
  return needed.flatMap(({ paced, index }): JointLimit[] => {
    const none = { total: undefined, index: undefined };
    const together = [none, ...weekends].flatMap((limited) =>
      (limited === none ? [0] : WEEKEND_PRICES).map((times) => ({
        limited,
        price: times * paced.unit,
      })),
    );
    return together.map(({ limited, price }) => ({
      ...{ total: index, weekends: limited.index, price },
      most: mostToCome(shape, paced.weights, limited.total?.saturdays, price),
    }));
  });
}

const isLong = ({ firstDay, lastDay, minimum, maximum }: LineTotal): boolean =>
  lastDay - firstDay + 1 >= SHORTEST_PACE_DAYS && (minimum > -Infinity || maximum < Infinity);

/** Even over the days on which the total can grow. */
function pace(
  { days, groups, possible }: Shape,
  total: LineTotal,
  weights: Float64Array,
  unit: number,
): Pick<PacedTotal, "low" | "high"> {
  const { kind, firstDay, lastDay, minimum, maximum } = total;
  const low = new Float64Array(days).fill(-Infinity);
  const high = new Float64Array(days).fill(Infinity);
  if (kind === "both" || !isLong(total)) return { low, high };
  const start = kind === "weekends" ? total.start >> 1 : total.start;
  const mayWork = (day: number) => possible[day]?.some((is, group) => is && group > 0) ?? false;
  const growth = (day: number): number => {
    if (kind === "weekends") {
      return total.saturdays.has(day) && (mayWork(day) || mayWork(day + 1)) ? 1 : 0;
    }
    return groups.reduce(
      (most, _, group) =>
        possible[day]?.[group] ? Math.max(most, weights[day * groups.length + group] ?? 0) : most,
      0,
    );
  };
  let all = 0;
  for (let day = firstDay; day <= lastDay; day += 1) all += growth(day);
  let grown = 0;
  for (let day = firstDay; day <= lastDay; day += 1) {
    grown += growth(day);
    const part = all > 0 ? grown / all : 1;
    const off = unit * (OFF_AT_END + OFF_BY_WEEKS * Math.sqrt((lastDay - day) / 7));
    if (minimum > -Infinity) low[day] = start + (minimum - start) * part - off;
    if (maximum < Infinity) high[day] = start + (maximum - start) * part + off;
  }
  return { low, high };
}
