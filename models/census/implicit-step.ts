import type { EvolveLimits, FlowRates } from "./birth-death";

/**
 * The share of its patients whom a unit may lose in one substep. Half an hour for an emergency department, the
 * whole step for a ward: what the first order of the method leaves out is small.
 */
const LOST_IN_SUBSTEP = 0.08;

/**
 * As `evolve`, for batches of two, at a cost that does not grow with the rates: short backward Euler
 * steps. They keep all probability, cannot turn negative, and leave the distribution towards which the
 * rates draw as it is; on the way there they lag by a few per cent of a step.
 */
export function stepImplicitly(
  pmf: Float64Array,
  { births, batches, deaths }: FlowRates,
  hours: number,
  { highest, losesAbove, timeAt }: EvolveLimits,
): void {
  const perHead = (deaths[highest] ?? 0) / Math.max(1, highest);
  const substeps = Math.max(1, Math.ceil((hours * perHead) / LOST_IN_SUBSTEP));
  const period = hours / substeps;
  const places = highest + 1;
  // The system's bands, eliminated from the top: no row is exchanged, for each column is dominant.
  const pivots = new Float64Array(places);
  const above = new Float64Array(places);
  const one = new Float64Array(places);
  const two = new Float64Array(places);
  for (let count = 0; count < places; count += 1) {
    const rises = losesAbove || count < highest ? (births[count] ?? 0) : 0;
    const bursts = losesAbove || count + 2 <= highest ? (batches[count] ?? 0) : 0;
    const falls = count > 0 ? (deaths[count] ?? 0) : 0;
    pivots[count] = 1 + period * (rises + bursts + falls);
    above[count] = -period * (deaths[count + 1] ?? 0);
    one[count] = -period * rises;
    two[count] = -period * bursts;
  }
  for (let count = 0; count < highest; count += 1) {
    const pivot = pivots[count] ?? 1;
    const beside = above[count] ?? 0;
    const first = (one[count] ?? 0) / pivot;
    const second = (two[count] ?? 0) / pivot;
    one[count] = first;
    two[count] = second;
    pivots[count + 1] = (pivots[count + 1] ?? 1) - first * beside;
    one[count + 1] = (one[count + 1] ?? 0) - second * beside;
  }

  for (let substep = 0; substep < substeps; substep += 1) {
    for (let count = 0; count < highest; count += 1) {
      const mass = pmf[count] ?? 0;
      pmf[count + 1] = (pmf[count + 1] ?? 0) - (one[count] ?? 0) * mass;
      if (count + 2 <= highest) pmf[count + 2] = (pmf[count + 2] ?? 0) - (two[count] ?? 0) * mass;
    }
    let higher = 0;
    for (let count = highest; count >= 0; count -= 1) {
      higher = ((pmf[count] ?? 0) - (above[count] ?? 0) * higher) / (pivots[count] ?? 1);
      pmf[count] = higher;
      if (timeAt) timeAt[count] = (timeAt[count] ?? 0) + period * higher;
    }
  }
}
