import type { FlowRates, MovedCount } from "./birth-death";

/**
 * The share of its patients whom a unit may lose in one substep. Half an hour for an emergency department, the
 * whole step for a ward: what the first order of the method leaves out is small.
 */
const LOST_IN_SUBSTEP = 0.08;

/** The system's bands, eliminated; used by one call after the other. */
const bands = {
  places: 0,
  overPivot: new Float64Array(0),
  above: new Float64Array(0),
  one: new Float64Array(0),
  two: new Float64Array(0),
};

function makeRoom(places: number): void {
  if (places <= bands.places) return;
  bands.places = places + 64;
  for (const name of ["overPivot", "above", "one", "two"] as const)
    bands[name] = new Float64Array(bands.places);
}

/**
 * As `evolve`, for batches of two, at a cost that does not grow with the rates: short backward Euler
 * steps. They keep all probability, cannot turn negative, and leave the distribution towards which the
 * rates draw as it is; on the way there they lag by a few per cent of a step.
 */
export function stepImplicitly(
  { pmf, below, timeAt }: MovedCount,
  rates: FlowRates,
  hours: number,
): void {
  const highest = pmf.length - 1;
  const perHead = (rates.deaths[highest] ?? 0) / Math.max(1, highest);
  const substeps = Math.max(1, Math.ceil((hours * perHead) / LOST_IN_SUBSTEP));
  const period = hours / substeps;
  makeRoom(pmf.length + 2);
  eliminate(rates, period, highest);
  for (let substep = 0; substep < substeps; substep += 1) {
    solve(pmf, below);
    if (timeAt)
      for (let count = 0; count <= highest; count += 1)
        timeAt[count] = (timeAt[count] ?? 0) + period * (pmf[count] ?? 0);
  }
}

/** From the top, and no row is exchanged: each column is dominant. */
function eliminate({ births, batches, deaths }: FlowRates, period: number, highest: number): void {
  const { overPivot, above, one, two } = bands;
  let below = 0;
  let nextPivot = 0;
  for (let count = 0; count <= highest; count += 1) {
    const rises = count < highest ? period * (births[count] ?? 0) : 0;
    const bursts = count + 2 <= highest ? period * (batches[count] ?? 0) : 0;
    const falls = count > 0 ? period * (deaths[count] ?? 0) : 0;
    const beside = count < highest ? -period * (deaths[count + 1] ?? 0) : 0;
    const over = 1 / (1 + rises + bursts + falls - nextPivot);
    const first = (-rises - below) * over;
    const second = -bursts * over;
    overPivot[count] = over;
    above[count] = beside;
    one[count] = first;
    two[count] = second;
    nextPivot = first * beside;
    below = second * beside;
  }
}

/**
 * Solves for both distributions at once. The system of the one below a bound is the leading part of the other, and
 * so are the eliminated bands; each waits for its neighbours' masses, so that two together take hardly longer
 * than one.
 */
function solve(pmf: Float64Array, below: Float64Array): void {
  const { overPivot, above, one, two } = bands;
  const highest = pmf.length - 1;
  const bound = below.length;
  // The two masses before, each with what came down to it.
  let before = 0;
  let twoBefore = 0;
  let beforeBelow = 0;
  let twoBeforeBelow = 0;
  let first = 0;
  let second = 0;
  for (let count = 0; count <= highest; count += 1) {
    const mass = (pmf[count] ?? 0) - first * before - second * twoBefore;
    pmf[count] = mass;
    if (count < bound) {
      const massBelow = (below[count] ?? 0) - first * beforeBelow - second * twoBeforeBelow;
      below[count] = massBelow;
      twoBeforeBelow = beforeBelow;
      beforeBelow = massBelow;
    }
    second = count > 0 ? (two[count - 1] ?? 0) : 0;
    first = one[count] ?? 0;
    twoBefore = before;
    before = mass;
  }
  let higher = 0;
  let higherBelow = 0;
  for (let count = highest; count >= 0; count -= 1) {
    const beside = above[count] ?? 0;
    const over = overPivot[count] ?? 1;
    higher = ((pmf[count] ?? 0) - beside * higher) * over;
    pmf[count] = higher;
    if (count >= bound) continue;
    higherBelow = ((below[count] ?? 0) - beside * higherBelow) * over;
    below[count] = higherBelow;
  }
}
