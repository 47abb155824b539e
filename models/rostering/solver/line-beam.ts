import { exactLimits, type JointLimit, type PersonTables } from "./line-paces";
import { addedToTotal, priceOfTotal } from "./line-totals";
import { guideLine, type LineCells } from "./line-guide";
import type { SolverPerson, SolverProblem } from "./solver-problem";

/** Beginnings of a line that are kept of each day; with exact limits and more in turn when none reaches its end. */
const BEGINNINGS = [20, 20, 100];
const MOST_BEGINNINGS = 400;

/** What is to come is known to seven digits. */
const TOLERANCE = 0.1;
/** Of each state of the automaton no more than one in so many is kept. */
const STATES_AT_LEAST = 4;
/** What should be left over to reach a minimum, in the total's largest weights; less in the last days. */
const EASE = 1.5;
const DAYS_OF_EASE = 14;

/** The beginnings of a day's lines, one after another in flat arrays. */
interface Layer {
  size: number;
  state: Int32Array;
  /** Yesterday was a Saturday with work. */
  flag: Uint8Array;
  cost: Float64Array;
  /** With what totals are worth. */
  guided: Float64Array;
  totals: Float64Array;
}

/** A line with what it costs less what its cells are paid. */
export interface BeamLine {
  line: Uint8Array;
  cost: number;
}

/**
 * A cheap line of one person that keeps every hard rule, over a period of any length: of each day the most
 * promising beginnings are kept, judged by what the rest will cost at least when the limits of totals are
 * replaced by prices (Lagrange), and by how far totals are off an even pace. What can no longer be kept is
 * dropped as soon as it shows. Not always the cheapest, and none found does not prove that there is none.
 */
export class LineBeam {
  /** What one more of each total was worth at the last line: the next begins there. */
  private readonly worth: Float64Array;
  private readonly cells: LineCells;
  private readonly ownCost: Float64Array;
  /** Totals after the day that was judged last, and what was said of it. */
  private readonly values: Float64Array;
  /** What is asked of lines now: exact limits are laid out when others were not enough. */
  private joint: readonly JointLimit[] = [];
  private readonly judged = { own: 0, worthOf: 0, off: 0 };

  constructor(
    private readonly problem: SolverProblem,
    person: SolverPerson,
    private readonly tables: PersonTables,
    private readonly dearest: number,
  ) {
    const { days } = problem;
    const width = tables.groups.length;
    this.values = new Float64Array(tables.totals.length);
    this.worth = new Float64Array(tables.totals.length);
    this.cells = { cost: new Float64Array(days * width), duty: new Uint8Array(days * width) };
    this.ownCost = new Float64Array(days * problem.duties.length).fill(Infinity);
    person.allowed.forEach((allowed, day) => {
      for (const duty of allowed) {
        this.ownCost[day * problem.duties.length + duty] = person.costs[day]?.[duty] ?? 0;
      }
    });
  }

  /** When each cell is paid so much, by day times duties plus duty. Undefined when no legal line was found. */
  line(pay: Float64Array): BeamLine | undefined {
    if (this.tables.already === Infinity) return undefined;
    this.priceCells(pay);
    const { problem, tables, cells, worth, dearest } = this;
    const guide = { days: problem.days, tables, worth, dearest };
    const toGo = guideLine({ ...guide, cells });
    this.joint = tables.joint;
    for (const width of BEGINNINGS) {
      const found = this.search(cells, toGo, width);
      if (found === "impossible") return undefined;
      if (found) return found;
      if (this.joint === tables.joint) {
        this.joint = [...tables.joint, ...exactLimits(problem.days, tables)];
      }
    }
    // Whatever it costs.
    const free = { ...cells, cost: cells.cost.map((cost) => (cost < Infinity ? 0 : cost)) };
    const found = this.search(free, guideLine({ ...guide, cells: free }), MOST_BEGINNINGS);
    worth.fill(0);
    this.joint = tables.joint;
    return found === "impossible" ? undefined : found;
  }

  private priceCells(pay: Float64Array): void {
    const { problem, tables, cells, ownCost } = this;
    const width = tables.groups.length;
    const duties = problem.duties.length;
    for (let day = 0; day < problem.days; day += 1) {
      for (let group = 0; group < width; group += 1) {
        let best = Infinity;
        let bestDuty = 0;
        for (const duty of tables.groups[group] ?? []) {
          const cost = (ownCost[day * duties + duty] ?? Infinity) - (pay[day * duties + duty] ?? 0);
          if (cost >= best) continue;
          best = cost;
          bestDuty = duty;
        }
        cells.cost[day * width + group] = best;
        cells.duty[day * width + group] = bestDuty;
      }
    }
  }

  /** `impossible`: none of the first day can be brought to its end, which is proved. */
  private search(
    cells: LineCells,
    toGo: Float64Array,
    most: number,
  ): BeamLine | "impossible" | undefined {
    const { problem, tables } = this;
    const { automaton, groups, totals } = tables;
    const { states, duties, next, points } = automaton;
    const width = groups.length;
    const parents = new Int32Array(problem.days * most);
    const chosen = new Uint8Array(problem.days * most);
    const ofState = new Int32Array(states);
    const found = candidatesOf(most * width);
    let layer = layerOf(most, totals.length);
    let after = layerOf(most, totals.length);
    this.begin(layer);
    for (let day = 0; day < problem.days; day += 1) {
      const isSaturday = this.isSaturday(day);
      const needed = this.neededGroups(cells, day);
      found.size = 0;
      for (let at = 0; at < layer.size; at += 1) {
        const state = layer.state[at] ?? 0;
        for (const group of needed) {
          const cell = cells.cost[day * width + group] ?? Infinity;
          const step = state * duties + (groups[group]?.[0] ?? 0);
          const target = next[step] ?? -1;
          if (target < 0) continue;
          const flag = isSaturday && group > 0 ? 1 : 0;
          const node = ((day + 1) * states + target) * 2 + flag;
          const ahead = toGo[node] ?? Infinity;
          if (ahead === Infinity) continue;
          this.judge(layer, at, day, group, node);
          const { own, worthOf, off } = this.judged;
          if (own === Infinity) continue;
          const place = found.size;
          const paid = cell + (points[step] ?? 0) + own;
          const guided = (layer.guided[at] ?? 0) + paid + worthOf;
          found.size += 1;
          found.score[place] = guided + ahead + off;
          found.cost[place] = (layer.cost[at] ?? 0) + paid;
          found.guided[place] = guided;
          found.from[place] = at;
          found.group[place] = group;
          found.state[place] = target;
        }
      }
      after.size = 0;
      ofState.fill(0);
      for (const candidate of bestFirst(found)) {
        if (after.size >= most) break;
        const state = found.state[candidate] ?? 0;
        if ((ofState[state] ?? 0) * STATES_AT_LEAST > most) continue;
        const group = found.group[candidate] ?? 0;
        const parent = found.from[candidate] ?? 0;
        const place = after.size;
        after.state[place] = state;
        after.flag[place] = isSaturday && group > 0 ? 1 : 0;
        this.addTotals(layer, parent, after, day, group);
        if (isThere(after, totals.length)) continue;
        ofState[state] = (ofState[state] ?? 0) + 1;
        after.size += 1;
        after.cost[place] = found.cost[candidate] ?? 0;
        after.guided[place] = found.guided[candidate] ?? 0;
        parents[day * most + place] = parent;
        chosen[day * most + place] = group;
      }
      if (after.size === 0) return day === 0 ? "impossible" : undefined;
      [layer, after] = [after, layer];
    }
    let best = 0;
    for (let at = 1; at < layer.size; at += 1) {
      if ((layer.cost[at] ?? 0) < (layer.cost[best] ?? 0)) best = at;
    }
    const line = new Uint8Array(problem.days);
    let cost = layer.cost[best] ?? 0;
    for (let day = problem.days - 1; day >= 0; day -= 1) {
      const cell = day * width + (chosen[day * most + best] ?? 0);
      line[day] = cells.duty[cell] ?? 0;
      cost += (this.cells.cost[cell] ?? 0) - (cells.cost[cell] ?? 0);
      best = parents[day * most + best] ?? 0;
    }
    return { line, cost };
  }

  private begin(layer: Layer): void {
    const { automaton, totals } = this.tables;
    layer.size = 1;
    layer.cost[0] = this.tables.already;
    layer.guided[0] = 0;
    layer.state[0] = automaton.start;
    layer.flag[0] = 0;
    totals.forEach(({ total }, index) => {
      layer.totals[index] = total.start;
      if (total.kind === "weekends" && (total.start & 1) === 1) layer.flag[0] = 1;
    });
  }

  /** Without those for which there is a cheaper one that no rule likes less; of two that are alike the first. */
  private neededGroups({ cost }: LineCells, day: number): number[] {
    const { groups, noWorse } = this.tables;
    const at = day * groups.length;
    const costOf = (group: number) => cost[at + group] ?? Infinity;
    return groups.flatMap((_, group) => {
      const own = costOf(group);
      if (own === Infinity) return [];
      const isBeaten = noWorse[group]?.some(
        (one) =>
          costOf(one) < own ||
          (costOf(one) === own && (one < group || !noWorse[one]?.includes(group))),
      );
      return isBeaten ? [] : [group];
    });
  }

  private isSaturday(day: number): boolean {
    return this.tables.totals.some(
      ({ total }) => total.kind === "weekends" && total.saturdays.has(day),
    );
  }

  /** What a duty of the group does to totals: into `judged`, as millions are asked. */
  private judge(layer: Layer, at: number, day: number, group: number, node: number): void {
    const { tables, worth, judged } = this;
    const { totals, always } = tables;
    const limited = tables.limited[group] ?? NONE;
    const width = tables.groups.length;
    const from = at * totals.length;
    judged.own = 0;
    judged.worthOf = 0;
    judged.off = 0;
    for (let each = 0; each < always.length + limited.length; each += 1) {
      const index = (each < always.length ? always[each] : limited[each - always.length]) ?? 0;
      const paced = totals[index];
      if (!paced) continue;
      const { total } = paced;
      if (day < total.firstDay || day > total.lastDay) continue;
      const before = layer.totals[from + index] ?? 0;
      const weight = paced.weights[day * width + group] ?? 0;
      const value = addedToTotal(total, before, day, group === 0, weight);
      this.values[index] = value;
      const isWeekends = total.kind === "weekends";
      const sum = isWeekends ? value >> 1 : value;
      judged.worthOf += (worth[index] ?? 0) * (sum - (isWeekends ? before >> 1 : before));
      if (day === total.lastDay) {
        judged.own += priceOfTotal(total, value);
        if (judged.own === Infinity) return;
        continue;
      }
      if (total.kind === "both") continue;
      const isTooMuch =
        total.above === "hard" && sum + (paced.least?.[node] ?? 0) > total.maximum + TOLERANCE;
      const isTooLittle =
        total.below === "hard" &&
        sum + (paced.most?.[node] ?? Infinity) < total.minimum - TOLERANCE;
      if (isTooMuch || isTooLittle) {
        judged.own = Infinity;
        return;
      }
      const low = (paced.low[day] ?? 0) - sum;
      const high = sum - (paced.high[day] ?? 0);
      if (low > 0) judged.off += paced.offPrice * low;
      else if (high > 0) judged.off += paced.offPrice * high;
    }
    for (const limit of this.joint) {
      const paced = totals[limit.total];
      if (!paced || day < paced.total.firstDay || day >= paced.total.lastDay) continue;
      let over = (this.values[limit.total] ?? 0) - paced.total.minimum;
      if (limit.weekends === undefined) over += limit.most[node] ?? 0;
      else {
        const weekends = totals[limit.weekends]?.total;
        const isLive = weekends && day >= weekends.firstDay && day <= weekends.lastDay;
        const value = isLive ? this.values[limit.weekends] : layer.totals[from + limit.weekends];
        const left = (weekends?.maximum ?? 0) - ((value ?? 0) >> 1);
        over +=
          limit.width === undefined
            ? (limit.most[node] ?? 0) + limit.price * left
            : (limit.most[node * limit.width + left] ?? -Infinity);
      }
      if (over < -TOLERANCE) {
        judged.own = Infinity;
        return;
      }
      const ease = EASE * paced.unit * Math.min(1, (paced.total.lastDay - day) / DAYS_OF_EASE);
      if (over < ease) judged.off += paced.offPrice * (ease - over);
    }
  }

  /** The totals of one that is put after the last of a layer. */
  private addTotals(layer: Layer, at: number, after: Layer, day: number, group: number): void {
    const { totals, groups } = this.tables;
    totals.forEach(({ total, weights }, index) => {
      const before = layer.totals[at * totals.length + index] ?? 0;
      const isLive = day >= total.firstDay && day <= total.lastDay;
      const weight = weights[day * groups.length + group] ?? 0;
      after.totals[after.size * totals.length + index] = isLive
        ? addedToTotal(total, before, day, group === 0, weight)
        : before;
    });
  }
}

const NONE: readonly number[] = [];

interface Candidates {
  size: number;
  score: Float64Array;
  cost: Float64Array;
  guided: Float64Array;
  from: Int32Array;
  group: Uint8Array;
  state: Int32Array;
}

const candidatesOf = (most: number): Candidates => ({
  size: 0,
  score: new Float64Array(most),
  cost: new Float64Array(most),
  guided: new Float64Array(most),
  from: new Int32Array(most),
  group: new Uint8Array(most),
  state: new Int32Array(most),
});

const bestFirst = ({ size, score }: Candidates): number[] =>
  Array.from({ length: size }, (_, index) => index).sort(
    (one, other) => (score[one] ?? 0) - (score[other] ?? 0),
  );

/** One more than are kept: the next is put there to be compared. */
const layerOf = (most: number, totals: number): Layer => ({
  size: 0,
  state: new Int32Array(most + 1),
  flag: new Uint8Array(most + 1),
  cost: new Float64Array(most + 1),
  guided: new Float64Array(most + 1),
  totals: new Float64Array((most + 1) * totals),
});

/** Whether what stands after the last is in the same state with the same totals as another, which was cheaper. */
function isThere({ size, state, flag, totals }: Layer, count: number): boolean {
  for (let at = 0; at < size; at += 1) {
    if (state[at] !== state[size] || flag[at] !== flag[size]) continue;
    let index = 0;
    while (index < count && totals[at * count + index] === totals[size * count + index]) index += 1;
    if (index === count) return true;
  }
  return false;
}
