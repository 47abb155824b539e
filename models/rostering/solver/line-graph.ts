import { type LineAutomaton, isSequenceRule, lineAutomaton } from "./line-automaton";
import { type LineTotal, addedToTotal, lineTotals, priceOfTotal } from "./line-totals";
import type { SolverPerson, SolverProblem } from "./solver-problem";
import { NodeTable } from "./node-table";

/**
 * Every line that a person's rules allow, as the paths of one graph: an arc is a day's duty, and what rules
 * charge lies on the arcs. Duties that no rule tells apart share an arc. Which duties are possible on a day
 * and what they cost is not in it, so people with the same rules share a graph.
 */
export interface LineGraph {
  days: number;
  /** Duties that no rule tells apart. */
  groups: readonly (readonly number[])[];
  /** First node of each day, and after the last day the one node at which all lines end. */
  dayStart: Int32Array;
  /** First arc of each node. Arcs lead from a day's nodes to the next day's. */
  arcStart: Int32Array;
  arcTarget: Int32Array;
  arcGroup: Uint8Array;
  arcPoints: Float64Array;
  /** What would have made it too large: the graph has lines that break these, or costs them too little. */
  relaxed: readonly LineTotal[];
}

/** What is built before it is made small. */
interface RawDay {
  nodes: number;
  /** Of the arcs that leave, by node. */
  arcStart: number[];
  target: number[];
  group: number[];
  points: number[];
}

export interface LineGraphOptions {
  /** Nodes before merging; totals are left out until it is kept. */
  maximumNodes: number;
  /** Points for each step of a hard rule; Infinity forbids it. */
  hardAs?: number;
}

/** The graph of a person's rules; one without arcs when they contradict each other. */
export function lineGraph(
  problem: SolverProblem,
  person: SolverPerson,
  { maximumNodes, hardAs = Infinity }: LineGraphOptions,
): LineGraph {
  const sequences = person.rules.filter(isSequenceRule);
  const automaton = lineAutomaton(sequences, person.past, problem.duties.length, hardAs);
  const all = person.rules.flatMap((rule) =>
    isSequenceRule(rule) ? [] : lineTotals(problem, person, rule),
  );
  const totals = all.filter(({ firstDay, lastDay }) => firstDay <= lastDay);
  // What only the past says is charged to every line.
  const already = all
    .filter(({ firstDay, lastDay }) => firstDay > lastDay)
    .reduce((sum, total) => sum + priceOfTotal(total, total.start, hardAs), 0);
  // The longest first: what a whole roster adds up binds more than one of many windows.
  const kept = [...totals].sort(
    (one, other) => other.lastDay - other.firstDay - (one.lastDay - one.firstDay),
  );
  const relaxed: LineTotal[] = [];
  const settled = settledDays(person);
  for (;;) {
    const groups = dutyGroups(problem, automaton, totals);
    // Without any total there are only as many nodes a day as the automaton has states.
    const limits = { maximumNodes: kept.length > 0 ? maximumNodes : Infinity, hardAs, already };
    const raw = expand(problem.days, automaton, groups, kept, { ...limits, settled });
    if (raw) {
      return {
        ...mergeEqualNodes(raw, problem.days),
        days: problem.days,
        groups,
        relaxed,
      };
    }
    relaxed.push(...kept.splice(Math.max(0, kept.length - Math.max(1, kept.length >> 2))));
  }
}

/** So many days in a row are laid out as they are settled; a day off here and there is left to the prices. */
const SETTLED_STRETCH = 14;

/**
 * Of each day the one duty that is possible, if that is so for the days until the last or for two weeks around
 * it: where part of a roster is solved, the rest stays and need not be in a graph in all its ways. Shorter
 * stretches are passed over, so that people with the same rules share a graph.
 */
export function settledDays({ allowed }: SolverPerson): (number | undefined)[] {
  const settled = new Array<number | undefined>(allowed.length).fill(undefined);
  let start = 0;
  for (let day = 0; day <= allowed.length; day += 1) {
    if (allowed[day]?.length === 1) continue;
    if (day === allowed.length || day - start >= SETTLED_STRETCH) {
      for (let at = start; at < day; at += 1) settled[at] = allowed[at]?.[0];
    }
    start = day + 1;
  }
  return settled;
}

/** Two duties are one when every state goes on alike after both and every total counts both alike; off is alone. */
export function dutyGroups(
  { days }: SolverProblem,
  automaton: LineAutomaton,
  totals: readonly LineTotal[],
): number[][] {
  const added = totals.filter(({ kind }) => kind !== "weekends");
  const isAlike = (one: number, other: number): boolean => {
    for (let at = 0; at < automaton.next.length; at += automaton.duties) {
      if (automaton.next[at + one] !== automaton.next[at + other]) return false;
      if (automaton.points[at + one] !== automaton.points[at + other]) return false;
    }
    return added.every(({ firstDay, lastDay, weightOn }) => {
      for (let day = firstDay; day <= Math.min(days - 1, lastDay); day += 1) {
        if (weightOn(day, one) !== weightOn(day, other)) return false;
      }
      return true;
    });
  };
  const groups: number[][] = [[0]];
  for (let duty = 1; duty < automaton.duties; duty += 1) {
    const group = groups.find(([first = 0]) => first > 0 && isAlike(first, duty));
    if (group) group.push(duty);
    else groups.push([duty]);
  }
  return groups;
}

/** Stands for a total that can no longer cost anything. */
const SETTLED = 2 ** 40;

/** Least and most that is still to come of a total, by day and state of the automaton. */
interface Remaining {
  least: Float64Array;
  most: Float64Array;
}

/** Undefined when there are more nodes than may be. */
function expand(
  days: number,
  automaton: LineAutomaton,
  groups: readonly (readonly number[])[],
  totals: readonly LineTotal[],
  {
    maximumNodes,
    hardAs,
    already,
    settled: settledDuties,
  }: Required<LineGraphOptions> & { already: number; settled: readonly (number | undefined)[] },
): RawDay[] | undefined {
  const { states, duties, next, points } = automaton;
  const remaining = totals.map((total) =>
    remainingOf(days, automaton, groups, total, settledDuties),
  );
  /** Totals that the nodes before a day hold: begun, and not yet at an end. */
  const heldBefore = (day: number) =>
    totals.flatMap((total, index) => (total.firstDay < day && day <= total.lastDay ? [index] : []));
  const raw: RawDay[] = [];
  let table = new NodeTable(0);
  table.add(automaton.start, new Float64Array(0));
  let held = heldBefore(0);
  let count = 1;
  for (let day = 0; day < days; day += 1) {
    const heldAfter = heldBefore(day + 1);
    const placeBefore = new Map(held.map((index, place) => [index, place]));
    const placeAfter = new Map(heldAfter.map((index, place) => [index, place]));
    const live = totals.flatMap((total, index) =>
      total.firstDay <= day && day <= total.lastDay
        ? [
            {
              total,
              remaining: remaining[index],
              before: placeBefore.get(index) ?? -1,
              after: placeAfter.get(index) ?? -1,
              weights: groups.map(([duty = 0]) => total.weightOn(day, duty)),
            },
          ]
        : [],
    );
    const after = new NodeTable(heldAfter.length);
    const values = new Float64Array(heldAfter.length);
    const out: RawDay = { nodes: table.size, arcStart: [0], target: [], group: [], points: [] };
    const only = settledDuties[day];
    for (let node = 0; node < table.size; node += 1) {
      const state = table.stateOf(node);
      for (let group = 0; group < groups.length; group += 1) {
        if (only !== undefined && !groups[group]?.includes(only)) continue;
        const at = state * duties + (groups[group]?.[0] ?? 0);
        const target = next[at] ?? -1;
        if (target < 0) continue;
        let sum = (points[at] ?? 0) + (day === 0 ? already : 0);
        for (const one of live) {
          const value = one.before < 0 ? one.total.start : table.totalOf(node, one.before);
          const moved =
            value === SETTLED
              ? SETTLED
              : addedToTotal(one.total, value, day, group === 0, one.weights[group] ?? 0);
          const ahead = (day + 1) * states + target;
          const least = one.remaining?.least[ahead] ?? 0;
          const most = one.remaining?.most[ahead] ?? 0;
          settle(settledTotal, one.total, moved, day + 1, least, most, hardAs);
          sum += settledTotal.points;
          if (sum === Infinity) break;
          if (one.after >= 0) values[one.after] = settledTotal.value;
        }
        if (sum === Infinity) continue;
        out.target.push(after.add(day === days - 1 ? 0 : target, values));
        out.group.push(group);
        out.points.push(sum);
      }
      out.arcStart.push(out.target.length);
    }
    raw.push(out);
    table = after;
    held = heldAfter;
    count += after.size;
    if (count > maximumNodes) return undefined;
  }
  return raw;
}

/** One for all calls: millions are made. */
const settledTotal = { value: 0, points: 0 };

/**
 * What a total is as seen from the days to come, and what is charged for that: the price at its end, steps
 * beyond a maximum when they are made. Infinite when a hard limit can no longer be kept.
 */
function settle(
  result: { value: number; points: number },
  total: LineTotal,
  value: number,
  day: number,
  least: number,
  most: number,
  hardAs: number,
): void {
  result.value = value;
  result.points = 0;
  if (value === SETTLED) return;
  if (day > total.lastDay) {
    result.value = SETTLED;
    result.points = priceOfTotal(total, value, hardAs);
    return;
  }
  if (total.kind === "both") return;
  const whole = total.kind === "weekends" ? value >> 1 : value;
  const low = whole + least;
  const high = whole + most;
  if (low > high) {
    result.points = Infinity;
  } else if (low >= total.minimum && high <= total.maximum) {
    result.value = SETTLED;
  } else if (total.above === "hard") {
    if (hardAs === Infinity && low > total.maximum) result.points = Infinity;
  } else if (whole > total.maximum && least >= 0) {
    const times = Math.ceil((whole - total.maximum) / total.step - 1e-9);
    if (whole - times * total.step < total.minimum) return;
    result.value = value - times * total.step * (total.kind === "weekends" ? 2 : 1);
    result.points = times * total.above;
  }
  if (total.below === "hard" && hardAs === Infinity && high < total.minimum) {
    result.points = Infinity;
  }
}

/** Bounds by the automaton alone: days in a row that it does not allow are not counted on. */
function remainingOf(
  days: number,
  { states, duties, next }: LineAutomaton,
  groups: readonly (readonly number[])[],
  total: LineTotal,
  settled: readonly (number | undefined)[],
): Remaining {
  const least = new Float64Array((days + 1) * states);
  const most = new Float64Array((days + 1) * states);
  const last = Math.min(days - 1, total.lastDay);
  if (total.kind === "weekends") {
    for (let day = last, saturdays = 0; day >= 0; day -= 1) {
      if (total.saturdays.has(day)) saturdays += 1;
      const begun = total.saturdays.has(day - 1) ? 1 : 0;
      most.fill(saturdays + begun, day * states, (day + 1) * states);
    }
    return { least, most };
  }
  for (let day = last; day >= 0; day -= 1) {
    const only = settled[day];
    for (let state = 0; state < states; state += 1) {
      let low = Infinity;
      let high = -Infinity;
      for (const group of groups) {
        if (only !== undefined && !group.includes(only)) continue;
        const [duty = 0] = group;
        const target = next[state * duties + duty] ?? -1;
        if (target < 0) continue;
        const weight = day < total.firstDay ? 0 : total.weightOn(day, duty);
        low = Math.min(low, weight + (least[(day + 1) * states + target] ?? 0));
        high = Math.max(high, weight + (most[(day + 1) * states + target] ?? 0));
      }
      least[day * states + state] = low;
      most[day * states + state] = high;
    }
  }
  return { least, most };
}

/** From the last day back: nodes whose arcs are the same are one, and those that lead nowhere are left out. */
function mergeEqualNodes(
  raw: readonly RawDay[],
  days: number,
): Pick<LineGraph, "dayStart" | "arcStart" | "arcTarget" | "arcGroup" | "arcPoints"> {
  /** Of each day, merged nodes by their arcs. */
  const merged: { arcs: number[][] }[] = [];
  // Nodes of the day after, by raw number; -1 leads nowhere.
  let targets = Int32Array.of(0);
  for (let day = days - 1; day >= 0; day -= 1) {
    const from = raw[day];
    const numbers = new Int32Array(from?.nodes ?? 0).fill(-1);
    const known = new Map<string, number>();
    const arcs: number[][] = [];
    for (let node = 0; node < numbers.length && from; node += 1) {
      const own: number[] = [];
      for (let arc = from.arcStart[node] ?? 0; arc < (from.arcStart[node + 1] ?? 0); arc += 1) {
        const target = targets[from.target[arc] ?? 0] ?? -1;
        if (target >= 0) own.push(target, from.group[arc] ?? 0, from.points[arc] ?? 0);
      }
      if (own.length === 0) continue;
      const key = own.join();
      const found = known.get(key) ?? arcs.length;
      if (found === arcs.length) {
        known.set(key, found);
        arcs.push(own);
      }
      numbers[node] = found;
    }
    merged.unshift({ arcs });
    targets = numbers;
  }
  const dayStart = new Int32Array(days + 2);
  let nodes = 0;
  let arcCount = 0;
  merged.forEach(({ arcs }, day) => {
    dayStart[day] = nodes;
    nodes += arcs.length;
    for (const own of arcs) arcCount += own.length / 3;
  });
  dayStart[days] = nodes;
  dayStart[days + 1] = nodes + 1;
  const graph = {
    dayStart,
    arcStart: new Int32Array(nodes + 2),
    arcTarget: new Int32Array(arcCount),
    arcGroup: new Uint8Array(arcCount),
    arcPoints: new Float64Array(arcCount),
  };
  let arc = 0;
  let node = 0;
  merged.forEach(({ arcs }, day) => {
    for (const own of arcs) {
      graph.arcStart[node] = arc;
      node += 1;
      for (let at = 0; at < own.length; at += 3) {
        graph.arcTarget[arc] = (dayStart[day + 1] ?? 0) + (own[at] ?? 0);
        graph.arcGroup[arc] = own[at + 1] ?? 0;
        graph.arcPoints[arc] = own[at + 2] ?? 0;
        arc += 1;
      }
    }
  });
  graph.arcStart[nodes] = arc;
  graph.arcStart[nodes + 1] = arc;
  return graph;
}
