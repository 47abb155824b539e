import { evolve, fastestOf, type EvolveLimits, type FlowRates } from "./birth-death";
import { stepImplicitly } from "./implicit-step";

/** Up to as many jumps in a step the exact sum over them is the quicker way. */
const FEW_JUMPS = 1;

/** Moves a distribution on, in place: exactly where little happens or a step is short, else implicitly. */
export function moveOn(
  pmf: Float64Array,
  rates: FlowRates,
  hours: number,
  limits: EvolveLimits,
): void {
  const isBusy = hours > 1 && fastestOf(pmf, rates, limits.highest) * hours > FEW_JUMPS;
  if (isBusy && rates.batchSize === 2) stepImplicitly(pmf, rates, hours, limits);
  else evolve(pmf, rates, hours, limits);
}
