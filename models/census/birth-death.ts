/**
 * How fast a unit fills and empties by the number of its patients, per hour. Entry n of each array holds
 * while n beds are occupied; the arrays are as long as the distribution.
 */
export interface FlowRates {
  /** One more patient. */
  births: Float64Array;
  /** `batchSize` patients at once: what makes a day's admissions vary more than a Poisson process. */
  batches: Float64Array;
  batchSize: number;
  /** One patient fewer. */
  deaths: Float64Array;
}

/** A distribution of a count that is moved on in place, with what is followed beside it. */
export interface MovedCount {
  pmf: Float64Array;
  /** The part that has not risen above this array's last place: what would is lost from it. */
  below: Float64Array;
  /** Gets the mean hours spent at each count added; as long as the distribution. */
  timeAt?: Float64Array;
}

/** The sum over the jumps ends when so much is left, which goes to the last: far below what a figure shows. */
const LEFT_OUT = 1e-7;
/** Counts at the ends of the distribution with less probability together are not followed. */
const TAIL = 1e-11;
/** A distribution does not grow beyond an end that is less likely than this: it would, with every jump. */
const EDGE = 1e-14;
/** Above it the weight of no jump underflows, and the period is halved. */
const JUMPS_MOST = 300;

/** Used by one call after the other, so that the thousands of short steps of a forecast allocate nothing. */
const room = {
  places: 0,
  up: new Float64Array(0),
  burst: new Float64Array(0),
  down: new Float64Array(0),
  stay: new Float64Array(0),
  now: new Float64Array(0),
  next: new Float64Array(0),
};

function makeRoom(places: number): void {
  if (places <= room.places) return;
  room.places = places + 64;
  for (const name of ["up", "burst", "down", "stay", "now", "next"] as const)
    room[name] = new Float64Array(room.places);
}

/**
 * Moves the distribution of a count on by `hours` with constant rates, in place. By uniformisation (Jensen,
 * 1953): the sum over the number of jumps of a Poisson process that is faster than any state, which cannot
 * turn negative and keeps all probability. What would rise above the last place is turned away.
 */
export function evolve(moved: MovedCount, rates: FlowRates, hours: number): void {
  const { pmf, below, timeAt } = moved;
  const highest = pmf.length - 1;
  const fastest = fastestOf(pmf, rates);
  const jumps = fastest * hours;
  if (jumps > JUMPS_MOST) {
    evolve(moved, rates, hours / 2);
    evolve(moved, rates, hours / 2);
    return;
  }
  if (jumps === 0) {
    if (timeAt) addTimes(timeAt, pmf, 0, 0, highest, hours);
    return;
  }
  const { batchSize } = rates;
  makeRoom(highest + 2 + 2 * batchSize);
  const hasBursts = prepareJumps(rates, fastest, highest);
  spread(pmf, { batchSize, hasBursts, jumps, fastest }, timeAt);
  // Below the bound the chances are the same; what jumps above it is in none of its places.
  spread(below, { batchSize, hasBursts, jumps, fastest }, undefined);
}

interface Jumps {
  batchSize: number;
  hasBursts: boolean;
  /** Expected in the period. */
  jumps: number;
  /** Of them per hour. */
  fastest: number;
}

function spread(
  pmf: Float64Array,
  { batchSize, hasBursts, jumps, fastest }: Jumps,
  timeAt: Float64Array | undefined,
): void {
  const highest = pmf.length - 1;
  const { up, burst, down, stay } = room;
  let { now, next } = room;
  // Empty places on both sides, so that the loop need not ask where the distribution ends.
  const places = highest + 2 + 2 * batchSize;
  now.fill(0, 0, places);
  next.fill(0, 0, places);
  now.set(pmf, batchSize);
  let low = lowEnd(pmf);
  let high = highEnd(pmf, low);
  const reach = hasBursts ? batchSize : 1;
  let weight = Math.exp(-jumps);
  let leftOut = 1 - weight;
  for (let count = low; count <= high; count += 1) pmf[count] = (pmf[count] ?? 0) * weight;
  // Of the period, the mean time after so many jumps and before the next is what is left out over the rate.
  if (timeAt) addTimes(timeAt, now, batchSize, low, high, leftOut / fastest);
  for (let jump = 1; leftOut > LEFT_OUT && jump < 3 * JUMPS_MOST; jump += 1) {
    weight *= jumps / jump;
    leftOut = Math.max(0, leftOut - weight);
    if ((now[low + batchSize] ?? 0) > EDGE) low = Math.max(0, low - 1);
    if (topOf(now, high + batchSize, reach) > EDGE) high = Math.min(highest, high + reach);
    // What is left out in the end goes to the last jump.
    const share = leftOut > LEFT_OUT ? weight : weight + leftOut;
    let below = now[low + batchSize - 1] ?? 0;
    let here = now[low + batchSize] ?? 0;
    for (let count = low; count <= high; count += 1) {
      const at = count + batchSize;
      const above = now[at + 1] ?? 0;
      let mass = here * (stay[at] ?? 0) + below * (up[at - 1] ?? 0) + above * (down[at + 1] ?? 0);
      if (hasBursts) mass += (now[count] ?? 0) * (burst[count] ?? 0);
      next[at] = mass;
      pmf[count] = (pmf[count] ?? 0) + mass * share;
      below = here;
      here = above;
    }
    if (timeAt) addTimes(timeAt, next, batchSize, low, high, leftOut / fastest);
    [now, next] = [next, now];
  }
}

/** The mass from which a jump can leave the upper end. */
function topOf(masses: Float64Array, last: number, reach: number): number {
  let mass = 0;
  for (let at = last - reach + 1; at <= last; at += 1) mass += masses[at] ?? 0;
  return mass;
}

function lowEnd(pmf: Float64Array): number {
  let low = 0;
  let tail = pmf[0] ?? 0;
  while (low < pmf.length - 1 && tail < TAIL) {
    low += 1;
    tail += pmf[low] ?? 0;
  }
  return low;
}

function highEnd(pmf: Float64Array, low: number): number {
  let high = pmf.length - 1;
  let tail = pmf[high] ?? 0;
  while (high > low && tail < TAIL) {
    high -= 1;
    tail += pmf[high] ?? 0;
  }
  return high;
}

/**
 * The highest rate of any state that matters: those with mass, and as far beyond as nearly all of it moves. A
 * state farther away jumps at this rate at most, which changes what is less likely than `TAIL`.
 */
export function fastestOf(
  pmf: Float64Array,
  { births, batches, batchSize, deaths }: FlowRates,
): number {
  const margin = 12 + 2 * batchSize;
  const low = lowEnd(pmf);
  const last = Math.min(pmf.length - 1, highEnd(pmf, low) + margin);
  let fastest = 0;
  for (let count = Math.max(0, low - margin); count <= last; count += 1) {
    const rate = (births[count] ?? 0) + (batches[count] ?? 0) + (deaths[count] ?? 0);
    if (rate > fastest) fastest = rate;
  }
  return fastest;
}

/**
 * What a jump does at each count, `batchSize` places on; says whether there are batches. Where its rates are
 * above `fastest`, they are held to it.
 */
function prepareJumps(
  { births, batches, batchSize, deaths }: FlowRates,
  fastest: number,
  highest: number,
): boolean {
  const { up, burst, down, stay } = room;
  const places = highest + 2 + 2 * batchSize;
  for (const chances of [up, burst, down, stay]) chances.fill(0, 0, places);
  let hasBursts = false;
  for (let count = 0; count <= highest; count += 1) {
    const rises = count < highest ? (births[count] ?? 0) : 0;
    const bursts = count + batchSize <= highest ? (batches[count] ?? 0) : 0;
    const falls = count > 0 ? (deaths[count] ?? 0) : 0;
    const all = Math.max(fastest, rises + bursts + falls);
    const at = count + batchSize;
    up[at] = rises / all;
    burst[at] = bursts / all;
    down[at] = falls / all;
    stay[at] = (all - rises - bursts - falls) / all;
    if (bursts > 0) hasBursts = true;
  }
  return hasBursts;
}

function addTimes(
  timeAt: Float64Array,
  pmf: Float64Array,
  offset: number,
  low: number,
  high: number,
  hours: number,
): void {
  for (let count = low; count <= high; count += 1)
    timeAt[count] = (timeAt[count] ?? 0) + (pmf[count + offset] ?? 0) * hours;
}

/**
 * Single and batch rates of admissions whose counts have `dispersion` times the variance of a Poisson
 * process: a share comes in batches. A compound Poisson process of ones and batches of b at rates x and y has
 * the mean x + by and the variance x + b²y.
 */
export function burstsOf(dispersion: number): { batchSize: number; single: number; batch: number } {
  const batchSize = Math.max(2, Math.ceil(dispersion));
  const batch = (dispersion - 1) / (batchSize * (batchSize - 1));
  return { batchSize, single: 1 - batchSize * batch, batch };
}
