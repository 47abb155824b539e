import { describe, expect, it } from "vitest";
import type { UnitFlows } from "./unit-chain";
import { UnitDependence, type Moves } from "./unit-dependence";

const flowsOf = (
  mean: number,
  variance: number,
  leavingPerHour: number,
  changes: Partial<UnitFlows> = {},
): UnitFlows => ({
  admissions: { mean: 0, covariance: 0 },
  transfersIn: { mean: 0, covariance: 0 },
  open: 1,
  leaving: { mean: leavingPerHour * mean, covariance: leavingPerHour * variance },
  occupied: { mean, covariance: variance },
  ...changes,
});

const nobodyElse: Moves = { share: () => 0, elsewhere: [0, 0], areAlike: () => false };

describe("units that depend on each other", () => {
  it("makes of patients who are moved on one by one what each of them is: here, there, or gone", () => {
    const [patients, first, second] = [20, 0.05, 0.02];
    const dependence = new UnitDependence(2);
    const here = (t: number) => Math.exp(-first * t);
    const there = (t: number) =>
      (first / (second - first)) * (Math.exp(-first * t) - Math.exp(-second * t));
    const binomial = (p: number, perHour: number) =>
      flowsOf(patients * p, patients * p * (1 - p), perHour);
    const moves = { ...nobodyElse, share: (from: number) => (from === 0 ? 1 : 0) };
    for (let hour = 0; hour < 48; hour += 0.5)
      dependence.advance(
        0.5,
        [binomial(here(hour + 0.25), first), binomial(there(hour + 0.25), second)],
        moves,
      );
    const [p, q] = [here(48), there(48)];
    // Multinomial: the variance of those still in the hospital is that of one count.
    const left = patients * (p + q) * (1 - p - q);
    const total = dependence.withAll().reduce((sum, each) => sum + each, 0);
    expect(total / left).toBeCloseTo(1, 1);
    expect(total).toBeLessThan(0.8 * patients * (p * (1 - p) + q * (1 - q)));
  });

  it("has units that do not meet know nothing of each other", () => {
    const dependence = new UnitDependence(2);
    for (let hour = 0; hour < 24; hour += 1)
      dependence.advance(1, [flowsOf(10, 6, 0.02), flowsOf(8, 5, 0.01)], nobodyElse);
    expect([...dependence.withAll()]).toEqual([6, 5]);
  });

  it("has units rise together where one takes whom the other refuses", () => {
    const dependence = new UnitDependence(2);
    const refusing = flowsOf(10, 6, 0.02, { transfersIn: { mean: 0.2, covariance: -0.3 } });
    const moves = { ...nobodyElse, elsewhere: [0.9, 0.9], areAlike: () => true };
    for (let hour = 0; hour < 24; hour += 1) dependence.advance(1, [refusing, refusing], moves);
    const [one = 0, other = 0] = dependence.withAll();
    expect(one).toBeGreaterThan(6.5);
    expect(other).toBeCloseTo(one, 9);
  });
});
