import type { LineStates } from "./inrc2-line-states";

const ASSIGNMENT = 20;
const WEEKEND = 30;
const WHOLE_WEEKEND = 30;

/** What one nurse's line begins with and may still use. */
export interface LineFrame {
  states: LineStates;
  /** The state before the first day, which is a Monday. */
  first: number;
  /** Assignments to the contract's minimum and maximum, and weekends to its maximum; negative when beyond. */
  fewest: number;
  most: number;
  weekends: number;
  wholeWeekends: boolean;
}

/** Where a line stands after some days. */
interface Standing {
  state: number;
  assignments: number;
  weekends: number;
  cost: number;
}

/**
 * The cheapest line of one nurse when each choice of each day has its price, by dynamic programming from the
 * last day to the first over the state, assignments and weekends so far.
 */
export class LinePricing {
  readonly #frame: LineFrame;
  readonly #days: number;
  /** Counts beyond these cost the same for each more. */
  readonly #most: number;
  readonly #weekends: number;
  readonly #overAssigned: number;
  /** Cost to go by day, weekends, assignments, state; shared with others: valid until anybody prices. */
  readonly #values: Float64Array;
  readonly #steps: Float64Array;
  #prices: Float64Array = new Float64Array();
  #from = 0;
  #start: Standing;

  constructor(frame: LineFrame, days: number, values: Float64Array) {
    this.#frame = frame;
    this.#days = days;
    this.#most = Math.min(days, Math.max(0, frame.most));
    this.#weekends = Math.min(days / 7, Math.max(0, frame.weekends));
    this.#overAssigned = ASSIGNMENT * Math.max(0, -frame.most);
    this.#values = values;
    this.#steps = new Float64Array(frame.states.count * frame.states.choices);
    this.#start = this.#standing(new Uint8Array());
  }

  /** Numbers that `values` must hold for a nurse of these states. */
  static size(states: LineStates, days: number): number {
    return (days + 1) * (days / 7 + 1) * (days + 1) * states.count;
  }

  /** The least cost by `prices` (by day, then choice) of a line that begins with the choices of `prefix`. */
  price(prices: Float64Array, prefix: Uint8Array): number {
    this.#prices = prices;
    this.#from = prefix.length;
    this.#start = this.#standing(prefix);
    prefix.forEach((choice, day) => {
      this.#start.cost += prices[day * this.#frame.states.choices + choice] ?? 0;
    });
    this.#end();
    for (let day = this.#days - 1; day >= this.#from; day -= 1) this.#day(day);
    const { state, assignments, weekends, cost } = this.#start;
    return cost + this.#value(this.#from, weekends, assignments, state);
  }

  /**
   * The line of the last pricing after its prefix; on `deviation` the second best choice instead, which is
   * the cheapest other line from there on. Undefined if there is no second.
   */
  follow(line: Uint8Array, deviation?: number): { cost: number } | undefined {
    const { states } = this.#frame;
    let { state, assignments, weekends, cost } = this.#start;
    for (let day = this.#from; day < this.#days; day += 1) {
      let best = -1;
      let bestCost = Infinity;
      let second = -1;
      let secondCost = Infinity;
      for (let choice = 0; choice < states.choices; choice += 1) {
        const to = states.next[state * states.choices + choice] ?? -1;
        if (to < 0) continue;
        const after = this.#advance(day, state, assignments, weekends, choice);
        const total =
          after.cost +
          (this.#prices[day * states.choices + choice] ?? 0) +
          this.#value(day + 1, after.weekends, after.assignments, to);
        if (total < bestCost) {
          second = best;
          secondCost = bestCost;
          best = choice;
          bestCost = total;
        } else if (total < secondCost) {
          second = choice;
          secondCost = total;
        }
      }
      const chosen = day === deviation ? second : best;
      if (chosen < 0) return undefined;
      const after = this.#advance(day, state, assignments, weekends, chosen);
      cost += after.cost + (this.#prices[day * states.choices + chosen] ?? 0);
      ({ assignments, weekends } = after);
      state = states.next[state * states.choices + chosen] ?? 0;
      line[day] = chosen;
    }
    return { cost: cost + this.#endCost(assignments) };
  }

  /** Points of a whole line without what its cells cost. */
  costOf(line: Uint8Array): number {
    const { cost, assignments } = this.#standing(line);
    return cost + this.#endCost(assignments);
  }

  #endCost(assignments: number): number {
    const missing = Math.max(0, this.#frame.fewest - assignments);
    return ASSIGNMENT * missing + this.#overAssigned;
  }

  #standing(line: Uint8Array): Standing {
    const { states, first } = this.#frame;
    const at: Standing = { state: first, assignments: 0, weekends: 0, cost: 0 };
    line.forEach((choice, day) => {
      const after = this.#advance(day, at.state, at.assignments, at.weekends, choice);
      at.cost += after.cost;
      at.assignments = after.assignments;
      at.weekends = after.weekends;
      at.state = Math.max(0, states.next[at.state * states.choices + choice] ?? 0);
    });
    return at;
  }

  #advance(day: number, state: number, assignments: number, weekends: number, choice: number) {
    const { states, wholeWeekends } = this.#frame;
    let cost = states.cost[state * states.choices + choice] ?? 0;
    const weekday = day % 7;
    const wasWork = states.isWork[state] === 1;
    if (choice > 0) {
      if (assignments === this.#most) cost += ASSIGNMENT;
      else assignments += 1;
      if (weekday === 5 || (weekday === 6 && !wasWork)) {
        if (weekends === this.#weekends) cost += WEEKEND;
        else weekends += 1;
      }
    }
    if (weekday === 6 && wholeWeekends && choice > 0 !== wasWork) cost += WHOLE_WEEKEND;
    return { cost, assignments, weekends };
  }

  #value(day: number, weekends: number, assignments: number, state: number): number {
    return this.#values[this.#at(day, weekends, assignments) + state] ?? Infinity;
  }

  #at(day: number, weekends: number, assignments: number): number {
    const rows = (day * (this.#weekends + 1) + weekends) * (this.#most + 1) + assignments;
    return rows * this.#frame.states.count;
  }

  #end(): void {
    const { count } = this.#frame.states;
    for (let weekends = 0; weekends <= this.#weekends; weekends += 1) {
      for (let assignments = 0; assignments <= this.#most; assignments += 1) {
        const at = this.#at(this.#days, weekends, assignments);
        this.#values.fill(this.#endCost(assignments), at, at + count);
      }
    }
  }

  #day(day: number): void {
    const { states, wholeWeekends } = this.#frame;
    const { count, choices, next, isWork } = states;
    const weekday = day % 7;
    const steps = this.#steps;
    const values = this.#values;
    for (let at = 0; at < steps.length; at += 1) {
      const choice = at % choices;
      let step = (states.cost[at] ?? 0) + (this.#prices[day * choices + choice] ?? 0);
      if (weekday === 6 && wholeWeekends) {
        if ((isWork[(at / choices) | 0] === 1) !== choice > 0) step += WHOLE_WEEKEND;
      }
      steps[at] = step;
    }
    const soFar = (reached: number) => Math.min(reached, day);
    const lastWeekends = Math.min(this.#weekends, Math.floor((day + 1) / 7));
    for (let weekends = 0; weekends <= lastWeekends; weekends += 1) {
      const isFull = weekends === this.#weekends;
      const weekendPrice = isFull ? WEEKEND : 0;
      for (let assignments = 0; assignments <= soFar(this.#most); assignments += 1) {
        const to = Math.min(this.#most, assignments + 1);
        const price = assignments === this.#most ? ASSIGNMENT : 0;
        const off = this.#at(day + 1, weekends, assignments);
        const plain = this.#at(day + 1, weekends, to);
        const counted = isFull ? plain : this.#at(day + 1, weekends + 1, to);
        const here = this.#at(day, weekends, assignments);
        for (let state = 0; state < count; state += 1) {
          const at = state * choices;
          let least = (steps[at] ?? 0) + (values[off + (next[at] ?? 0)] ?? 0);
          const counts = weekday === 5 || (weekday === 6 && isWork[state] === 0);
          const base = counts ? counted : plain;
          const extra = counts ? price + weekendPrice : price;
          for (let choice = 1; choice < choices; choice += 1) {
            const found =
              (steps[at + choice] ?? 0) + extra + (values[base + (next[at + choice] ?? 0)] ?? 0);
            if (found < least) least = found;
          }
          values[here + state] = least;
        }
      }
    }
  }
}
