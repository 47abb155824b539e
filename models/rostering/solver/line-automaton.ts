import type { LineRule, Price, SolverPerson } from "./solver-problem";

/**
 * All that a line's rules say of days next to each other (successions, patterns, runs), as one machine that
 * reads a duty a day. States that cannot be told apart by what follows are one.
 */
export interface LineAutomaton {
  states: number;
  duties: number;
  start: number;
  /** By state times `duties` plus duty; -1 where a hard rule forbids it. */
  next: Int32Array;
  /** Points of that step, laid out likewise. */
  points: Float64Array;
}

/** The rules an automaton carries: which days they look at does not depend on the calendar. */
export type SequenceRule = Extract<LineRule, { kind: "succession" | "pattern" | "run" }>;

export const isSequenceRule = (rule: LineRule): rule is SequenceRule =>
  rule.kind === "succession" || rule.kind === "pattern" || rule.kind === "run";

/** One rule's part of a state is a whole number; a step gives the next and what it costs. */
interface Counter {
  start: number;
  step: (value: number, duty: number) => { value: number; price: Price; times: number };
}

/** `hardAs`: points for a step of a hard rule instead of forbidding it, to see why nothing is possible. */
export function lineAutomaton(
  rules: readonly SequenceRule[],
  past: SolverPerson["past"],
  duties: number,
  hardAs = Infinity,
): LineAutomaton {
  const counters = rules.map((rule) => counterOf(rule, past));
  const known = new Map<string, number>();
  const states: (readonly number[])[] = [];
  const indexOf = (state: readonly number[]): number => {
    const key = state.join();
    const found = known.get(key) ?? states.length;
    if (found === states.length) {
      known.set(key, found);
      states.push(state);
    }
    return found;
  };
  const start = indexOf(counters.map((counter) => counter.start));
  const next: number[] = [];
  const points: number[] = [];
  for (let state = 0; state < states.length; state += 1) {
    const values = states[state] ?? [];
    for (let duty = 0; duty < duties; duty += 1) {
      let sum = 0;
      const after = counters.map((counter, index) => {
        const { value, price, times } = counter.step(values[index] ?? 0, duty);
        if (times > 0) sum += times * (price === "hard" ? hardAs : price);
        return value;
      });
      next.push(Number.isFinite(sum) ? indexOf(after) : -1);
      points.push(Number.isFinite(sum) ? sum : 0);
    }
  }
  return merged({
    states: states.length,
    duties,
    start,
    next: Int32Array.from(next),
    points: Float64Array.from(points),
  });
}

function counterOf(rule: SequenceRule, past: readonly number[]): Counter {
  if (rule.kind === "run") return runCounter(rule, past);
  const sets = rule.kind === "succession" ? [rule.first, rule.next] : rule.sets;
  return patternCounter(sets, rule.price, past);
}

/** Bit k says that the last k + 1 days were as the pattern begins. */
function patternCounter(
  sets: readonly (readonly boolean[])[],
  price: Price,
  past: readonly number[],
): Counter {
  const last = 1 << (sets.length - 1);
  const advance = (bits: number, duty: number): number => {
    const begun = (bits << 1) | 1;
    let matched = 0;
    sets.forEach((set, index) => {
      if (set[duty]) matched |= 1 << index;
    });
    return begun & matched;
  };
  return {
    start: past.reduce((bits, duty) => advance(bits, duty) & (last - 1), 0),
    step: (bits, duty) => {
      const matched = advance(bits, duty);
      return { value: matched & (last - 1), price, times: matched & last ? 1 : 0 };
    },
  };
}

/**
 * Twice the length of the run, plus 1 if it may have begun before anything is known. Lengths that are long
 * enough and already at the maximum are all the same.
 */
function runCounter(
  { duties, minimum = 0, maximum = Infinity, below, above }: Extract<SequenceRule, { kind: "run" }>,
  past: readonly number[],
): Counter {
  const longest = Math.max(minimum, Number.isFinite(maximum) ? maximum : 0, 1);
  const longer = (value: number): number => {
    const length = Math.min(longest, (value >> 1) + 1);
    return length * 2 + (length < minimum ? value & 1 : 0);
  };
  return {
    start: past.reduce(
      (value, duty) => (duties[duty] ? longer(value) : 0),
      past.length > 0 ? 0 : 1,
    ),
    step: (value, duty) => {
      const length = value >> 1;
      if (duties[duty]) {
        return { value: longer(value), price: above, times: length >= maximum ? 1 : 0 };
      }
      const isShort = length > 0 && length < minimum && (value & 1) === 0;
      return { value: 0, price: below, times: isShort ? minimum - length : 0 };
    },
  };
}

/** Moore's refinement: states are one until what a duty does to them differs. */
function merged(automaton: LineAutomaton): LineAutomaton {
  const { states, duties, start, next, points } = automaton;
  let classOf = new Int32Array(states);
  let classes = 0;
  for (;;) {
    const keys = new Map<string, number>();
    const refined = new Int32Array(states);
    for (let state = 0; state < states; state += 1) {
      let key = `${classOf[state]}`;
      for (let at = state * duties; at < (state + 1) * duties; at += 1) {
        const target = next[at] ?? -1;
        key += target < 0 ? " -" : ` ${classOf[target]}:${points[at]}`;
      }
      const found = keys.get(key) ?? keys.size;
      keys.set(key, found);
      refined[state] = found;
    }
    classOf = refined;
    if (keys.size === classes) break;
    classes = keys.size;
  }
  const small: LineAutomaton = {
    states: classes,
    duties,
    start: classOf[start] ?? 0,
    next: new Int32Array(classes * duties),
    points: new Float64Array(classes * duties),
  };
  for (let state = 0; state < states; state += 1) {
    for (let duty = 0; duty < duties; duty += 1) {
      const to = (classOf[state] ?? 0) * duties + duty;
      const target = next[state * duties + duty] ?? -1;
      small.next[to] = target < 0 ? -1 : (classOf[target] ?? 0);
      small.points[to] = points[state * duties + duty] ?? 0;
    }
  }
  return small;
}
