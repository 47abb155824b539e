import type { PersonTables } from "./line-paces";

/** What a cell costs when it is paid, and with which of its group's duties: by day times groups plus group. */
export interface LineCells {
  cost: Float64Array;
  duty: Uint8Array;
}

export interface LineGuide {
  days: number;
  tables: PersonTables;
  cells: LineCells;
  /** Of each total, points for one more; written over by what is found. */
  worth: Float64Array;
  /** No unit of a total is worth more. */
  dearest: number;
}

/** Sweeps in which what totals are worth is found. */
const ROUNDS = 12;
/** Of the dearest, the first step; how fast they get shorter. */
const FIRST_STEP = 0.4;
const SHORTER = 0.35;
/** What is beyond a pace costs so much of what a total is worth at most. */
const MOST = 4;
/** A total that is off by this part of its limit is changed by a whole step. */
const WHOLE_STEP_AT = 0.15;

/**
 * The least that the days to come cost when the limits of totals are replaced by prices, which are bettered
 * from sweep to sweep (a subgradient method): by (day times states plus state) times two, plus one after a Saturday with
 * work.
 */
export function guideLine(guide: LineGuide): Float64Array {
  const { days, tables, cells, worth, dearest } = guide;
  const { automaton, groups, totals } = tables;
  const { states } = automaton;
  const width = groups.length;
  const toGo = new Float64Array((days + 1) * states * 2);
  const priced = new Float64Array(days * width);
  const weekend = new Float64Array(days + 1);
  for (let round = 0; ; round += 1) {
    priced.set(cells.cost);
    weekend.fill(0);
    totals.forEach(({ total, weights }, index) => {
      const price = worth[index] ?? 0;
      if (price === 0) return;
      if (total.kind === "weekends") {
        for (const saturday of total.saturdays) {
          weekend[saturday + 1] = (weekend[saturday + 1] ?? 0) + price;
        }
        return;
      }
      for (let at = total.firstDay * width; at < (total.lastDay + 1) * width; at += 1) {
        priced[at] = (priced[at] ?? 0) + price * (weights[at] ?? 0);
      }
    });
    sweep(guide, priced, weekend, toGo);
    if (round === ROUNDS) return toGo;
    const used = usedBy(guide, priced, weekend, toGo);
    if (!used) return toGo;
    const step = (FIRST_STEP * dearest) / (1 + SHORTER * round);
    totals.forEach(({ total, unit, high, offPrice }, index) => {
      // Without a pace it is too short for a price.
      if (high[total.lastDay] === Infinity && totals[index]?.low[total.lastDay] === -Infinity)
        return;
      const sum = used[index] ?? 0;
      const { minimum, maximum } = total;
      const beyond = Math.max(0, sum - maximum) - Math.max(0, minimum - sum);
      const known = worth[index] ?? 0;
      let by = 0;
      if (beyond !== 0) {
        const limit = Math.max(unit, Math.abs(beyond > 0 ? maximum : minimum));
        by = Math.max(-1, Math.min(1, beyond / limit / WHOLE_STEP_AT));
      } else if (known > 0 && sum < maximum - unit) {
        by = -Math.min(0.5, (maximum - sum) / Math.max(unit, maximum) / WHOLE_STEP_AT);
      } else if (known < 0 && sum > minimum + unit) {
        by = Math.min(0.5, (sum - minimum) / Math.max(unit, minimum) / WHOLE_STEP_AT);
      }
      let price = known + (by * step) / unit;
      if (by < 0 && known > 0 && beyond === 0) price = Math.max(0, price);
      if (by > 0 && known < 0 && beyond === 0) price = Math.min(0, price);
      worth[index] = Math.max(-MOST * offPrice, Math.min(MOST * offPrice, price));
    });
  }
}

/** Weekends are charged on the first of their days with work. */
function weekendPrice(weekend: Float64Array, day: number, flag: number): number {
  return (weekend[day + 1] ?? 0) + (flag === 1 ? 0 : (weekend[day] ?? 0));
}

function sweep(
  { days, tables }: LineGuide,
  priced: Float64Array,
  weekend: Float64Array,
  toGo: Float64Array,
): void {
  const { automaton, groups } = tables;
  const { states, duties, next, points } = automaton;
  const width = groups.length;
  for (let day = days - 1; day >= 0; day -= 1) {
    const isSaturday = (weekend[day + 1] ?? 0) !== 0 ? 1 : 0;
    for (let state = 0; state < states; state += 1) {
      let after = Infinity;
      let fresh = Infinity;
      for (let group = 0; group < width; group += 1) {
        const at = state * duties + (groups[group]?.[0] ?? 0);
        const target = next[at] ?? -1;
        if (target < 0) continue;
        const flag = group > 0 ? isSaturday : 0;
        const cost =
          (priced[day * width + group] ?? Infinity) +
          (points[at] ?? 0) +
          (toGo[((day + 1) * states + target) * 2 + flag] ?? Infinity);
        const onSaturday = group > 0 ? weekendPrice(weekend, day, 1) : 0;
        const onEither = group > 0 ? weekendPrice(weekend, day, 0) : 0;
        if (cost + onSaturday < after) after = cost + onSaturday;
        if (cost + onEither < fresh) fresh = cost + onEither;
      }
      toGo[(day * states + state) * 2] = fresh;
      toGo[(day * states + state) * 2 + 1] = after;
    }
  }
}

/** What the cheapest way adds up to in each total; undefined when there is no way at all. */
function usedBy(
  { days, tables }: LineGuide,
  priced: Float64Array,
  weekend: Float64Array,
  toGo: Float64Array,
): Float64Array | undefined {
  const { automaton, groups, totals } = tables;
  const { states, duties, next, points, start } = automaton;
  const width = groups.length;
  const used = Float64Array.from(totals, ({ total }) =>
    total.kind === "weekends" ? total.start >> 1 : total.start,
  );
  let state = start;
  let flag = 0;
  let isWorkedBefore = false;
  for (let day = 0; day < days; day += 1) {
    let best = Infinity;
    let chosen = -1;
    const isSaturday = (weekend[day + 1] ?? 0) !== 0 ? 1 : 0;
    for (let group = 0; group < width; group += 1) {
      const at = state * duties + (groups[group]?.[0] ?? 0);
      const target = next[at] ?? -1;
      if (target < 0) continue;
      const cost =
        (priced[day * width + group] ?? Infinity) +
        (points[at] ?? 0) +
        (group > 0 ? weekendPrice(weekend, day, flag) : 0) +
        (toGo[((day + 1) * states + target) * 2 + (group > 0 ? isSaturday : 0)] ?? Infinity);
      if (cost >= best) continue;
      best = cost;
      chosen = group;
    }
    if (chosen < 0) return undefined;
    totals.forEach(({ total, weights }, index) => {
      if (total.kind !== "weekends") {
        used[index] = (used[index] ?? 0) + (weights[day * width + chosen] ?? 0);
      } else if (chosen > 0 && total.saturdays.has(day)) used[index] = (used[index] ?? 0) + 1;
      else if (chosen > 0 && total.saturdays.has(day - 1) && !isWorkedBefore) {
        used[index] = (used[index] ?? 0) + 1;
      }
    });
    isWorkedBefore = chosen > 0;
    state = next[state * duties + (groups[chosen]?.[0] ?? 0)] ?? 0;
    flag = chosen > 0 ? isSaturday : 0;
  }
  return used;
}
