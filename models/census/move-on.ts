import { evolve, fastestOf, type FlowRates, type MovedCount } from "./birth-death";
import { stepImplicitly } from "./implicit-step";

/** Up to as many jumps in a step the exact sum over them is the quicker way. */
const FEW_JUMPS = 1;

/** Moves a distribution on, in place: exactly where little happens or a step is short, else implicitly. */
export function moveOn(moved: MovedCount, rates: FlowRates, hours: number): void {
  const isBusy =
    hours > 1 && rates.batchSize === 2 && fastestOf(moved.pmf, rates) * hours > FEW_JUMPS;
  if (isBusy) stepImplicitly(moved, rates, hours);
  else evolve(moved, rates, hours);
}
