import type { UnitFlows } from "./unit-chain";

/** How patients are moved between units in a step. */
export interface Moves {
  /** From each unit to each other one: the part of those who leave it that is sent there. */
  share: (from: number, to: number) => number;
  /** By unit: the probability that another of its kind takes whom it does not. */
  elsewhere: readonly number[];
  /** Whether two units are of one kind, so that each takes whom the other does not. */
  areAlike: (one: number, other: number) => boolean;
}

/**
 * How the units' counts depend on each other, as covariances. A patient who is moved is one fewer here and one
 * more there; a fuller unit sends more to others; a full one leaves patients to those of its kind. The rates are
 * those of the units' own distributions, by regression on the count (linear noise approximation; van Kampen,
 * 1961), and so are the variances.
 */
export class UnitDependence {
  /** By unit and unit; the variances on the diagonal. */
  private covariance: Float64Array;

  constructor(private readonly units: number) {
    this.covariance = new Float64Array(units * units);
  }

  /** By unit: the covariance of its count with that of all units together. Their sum is the variance of the total. */
  withAll(): Float64Array {
    const { units, covariance } = this;
    const sums = new Float64Array(units);
    for (let one = 0; one < units; one += 1)
      for (let other = 0; other < units; other += 1)
        sums[one] = (sums[one] ?? 0) + (covariance[one * units + other] ?? 0);
    return sums;
  }

  advance(hours: number, flows: readonly UnitFlows[], moves: Moves): void {
    const { units, covariance } = this;
    for (let one = 0; one < units; one += 1)
      covariance[one * units + one] = flows[one]?.occupied.covariance ?? 0;
    const drift = driftOf(flows, moves);
    const next = new Float64Array(covariance.length);
    for (let one = 0; one < units; one += 1) {
      for (let other = 0; other < one; other += 1) {
        let source = -moved(flows, moves, one, other) - moved(flows, moves, other, one);
        for (let by = 0; by < units; by += 1) {
          if (by !== one)
            source += (drift[one * units + by] ?? 0) * (covariance[by * units + other] ?? 0);
          if (by !== other)
            source += (drift[other * units + by] ?? 0) * (covariance[one * units + by] ?? 0);
        }
        const decay = (drift[one * units + one] ?? 0) + (drift[other * units + other] ?? 0);
        // What the source adds while both units return to their means, exact for a constant one.
        const adds = Math.abs(decay) < 1e-9 ? hours : Math.expm1(decay * hours) / decay;
        const value =
          (covariance[one * units + other] ?? 0) * Math.exp(decay * hours) + source * adds;
        next[one * units + other] = value;
        next[other * units + one] = value;
      }
      next[one * units + one] = covariance[one * units + one] ?? 0;
    }
    this.covariance = next;
  }
}

/** Patients moved from one unit to another per hour. */
const moved = (flows: readonly UnitFlows[], { share }: Moves, from: number, to: number): number =>
  (flows[from]?.leaving.mean ?? 0) * share(from, to) * (flows[to]?.open ?? 0);

/** What one more patient in the second unit changes per hour in the mean of the first. */
function driftOf(flows: readonly UnitFlows[], { share, elsewhere, areAlike }: Moves): Float64Array {
  const units = flows.length;
  const drift = new Float64Array(units * units);
  const open = Float64Array.from(flows, (each) => each.open);
  for (let by = 0; by < units; by += 1) {
    const each = flows[by];
    const variance = each?.occupied.covariance ?? 0;
    if (!each || variance < 1e-6) continue;
    const leaving = each.leaving.covariance / variance;
    const taking = each.transfersIn.covariance / variance;
    drift[by * units + by] = Math.min(0, each.admissions.covariance / variance + taking - leaving);
    let alike = 0;
    for (let one = 0; one < units; one += 1)
      if (one !== by && areAlike(one, by)) alike += open[one] ?? 0;
    for (let one = 0; one < units; one += 1) {
      if (one === by) continue;
      const isOpen = open[one] ?? 0;
      const sent = leaving * share(by, one) * isOpen;
      const left =
        alike > 0 && areAlike(one, by) ? (-taking * (elsewhere[by] ?? 0) * isOpen) / alike : 0;
      drift[one * units + by] = sent + left;
    }
  }
  return drift;
}
