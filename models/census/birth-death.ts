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

/** The sum over the jumps ends when so much is left, which goes to the last: far below what a figure shows. */
const LEFT_OUT = 1e-7;
/** Counts at the ends of the distribution with less probability together are not followed. */
const TAIL = 1e-11;
/** Above it the weight of no jump underflows, and the period is halved. */
const JUMPS_MOST = 300;

export interface EvolveLimits {
  highest: number;
  losesAbove: boolean;
  /** Gets the mean hours spent at each count added. */
  timeAt?: Float64Array;
}

/**
 * Moves the distribution of a count on by `hours` with constant rates, in place. By uniformisation (Jensen,
 * 1953): the sum over the number of jumps of a Poisson process that is faster than any state, which cannot
 * turn negative and keeps all probability. Counts do not rise above `highest`: what would is turned away, or,
 * with `losesAbove`, lost from the distribution, so that the rest is the probability of never having risen.
 */
export function evolve(
  pmf: Float64Array,
  rates: FlowRates,
  hours: number,
  limits: EvolveLimits,
): void {
  const { highest, timeAt } = limits;
  let [low, high] = ends(pmf, highest);
  const fastest = fastestAmong(rates, low, high, highest);
  const jumps = fastest * hours;
  if (jumps > JUMPS_MOST) {
    evolve(pmf, rates, hours / 2, limits);
    evolve(pmf, rates, hours / 2, limits);
    return;
  }
  if (jumps === 0) {
    if (timeAt) addTimes(timeAt, pmf, low, high, hours);
    return;
  }

  const { batchSize } = rates;
  const { up, burst, down, stay, hasBursts } = jumpChances(rates, fastest, limits);
  // Empty places on both sides, so that the loop need not ask where the distribution ends.
  let now = new Float64Array(highest + 2 + batchSize);
  let next = new Float64Array(highest + 2 + batchSize);
  now.set(pmf.subarray(0, highest + 1), batchSize);
  let weight = Math.exp(-jumps);
  let leftOut = 1 - weight;
  for (let count = low; count <= high; count += 1) pmf[count] = (pmf[count] ?? 0) * weight;
  // Of the period, the mean time after so many jumps and before the next is what is left out over the rate.
  if (timeAt) addTimes(timeAt, now.subarray(batchSize), low, high, leftOut / fastest);
  for (let jump = 1; leftOut > LEFT_OUT && jump < 3 * JUMPS_MOST; jump += 1) {
    weight *= jumps / jump;
    leftOut = Math.max(0, leftOut - weight);
    low = Math.max(0, low - 1);
    high = Math.min(highest, high + (hasBursts ? batchSize : 1));
    for (let at = low + batchSize; at <= high + batchSize; at += 1)
      next[at] =
        (now[at] ?? 0) * (stay[at] ?? 0) +
        (now[at - 1] ?? 0) * (up[at - 1] ?? 0) +
        (now[at + 1] ?? 0) * (down[at + 1] ?? 0);
    if (hasBursts)
      for (let at = low + batchSize; at <= high + batchSize; at += 1)
        next[at] = (next[at] ?? 0) + (now[at - batchSize] ?? 0) * (burst[at - batchSize] ?? 0);
    // What is left out in the end goes to the last jump.
    const share = leftOut > LEFT_OUT ? weight : weight + leftOut;
    for (let count = low; count <= high; count += 1)
      pmf[count] = (pmf[count] ?? 0) + (next[count + batchSize] ?? 0) * share;
    if (timeAt) addTimes(timeAt, next.subarray(batchSize), low, high, leftOut / fastest);
    [now, next] = [next, now];
  }
}

function ends(pmf: Float64Array, highest: number): [low: number, high: number] {
  let low = 0;
  let high = highest;
  let tail = pmf[low] ?? 0;
  while (low < high && tail < TAIL) {
    low += 1;
    tail += pmf[low] ?? 0;
  }
  tail = pmf[high] ?? 0;
  while (high > low && tail < TAIL) {
    high -= 1;
    tail += pmf[high] ?? 0;
  }
  return [low, high];
}

/**
 * The highest rate of any state that matters: those with mass, and as far beyond as nearly all of it moves. A
 * state farther away jumps at this rate at most, which changes what is less likely than `TAIL`.
 */
export function fastestOf(pmf: Float64Array, rates: FlowRates, highest: number): number {
  const [low, high] = ends(pmf, highest);
  return fastestAmong(rates, low, high, highest);
}

function fastestAmong(
  { births, batches, batchSize, deaths }: FlowRates,
  low: number,
  high: number,
  highest: number,
): number {
  const margin = 12 + 2 * batchSize;
  let fastest = 0;
  for (let count = Math.max(0, low - margin); count <= Math.min(highest, high + margin); count += 1)
    fastest = Math.max(
      fastest,
      (births[count] ?? 0) + (batches[count] ?? 0) + (deaths[count] ?? 0),
    );
  return fastest;
}

/** What a jump does at each count, `batchSize` places on. Where its rates are above `fastest`, they are held to it. */
function jumpChances(
  { births, batches, batchSize, deaths }: FlowRates,
  fastest: number,
  { highest, losesAbove }: EvolveLimits,
) {
  const places = highest + 2 + batchSize;
  const up = new Float64Array(places);
  const burst = new Float64Array(places);
  const down = new Float64Array(places);
  const stay = new Float64Array(places);
  let hasBursts = false;
  for (let count = 0; count <= highest; count += 1) {
    const rises = losesAbove || count < highest ? (births[count] ?? 0) : 0;
    const bursts = losesAbove || count + batchSize <= highest ? (batches[count] ?? 0) : 0;
    const falls = count > 0 ? (deaths[count] ?? 0) : 0;
    const all = Math.max(fastest, rises + bursts + falls);
    const at = count + batchSize;
    up[at] = rises / all;
    burst[at] = bursts / all;
    down[at] = falls / all;
    stay[at] = (all - rises - bursts - falls) / all;
    if (bursts > 0) hasBursts = true;
  }
  return { up, burst, down, stay, hasBursts };
}

function addTimes(
  timeAt: Float64Array,
  pmf: Float64Array,
  low: number,
  high: number,
  hours: number,
): void {
  for (let count = low; count <= high; count += 1)
    timeAt[count] = (timeAt[count] ?? 0) + (pmf[count] ?? 0) * hours;
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
