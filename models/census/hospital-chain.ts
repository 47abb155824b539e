import { burstsOf, type FlowRates } from "./birth-death";
import { FORECAST_STEPS } from "./forecast-steps";
import { moveOn } from "./move-on";
import type { UnitFlows } from "./unit-chain";

const TAIL = 1e-6;
const MORE_PLACES = 60;

/**
 * The distribution of all patients of the hospital. Not the sum of independent units: whoever is moved is
 * missing in one and counted in another. So the hospital is a birth-death process of its own. Patients come
 * from outside and go outside at rates that depend on their number linearly, by the regression of the units'
 * rates on the sum of their counts.
 */
export class HospitalChain {
  pmf: Float64Array;
  below = new Float64Array(0);
  private rates = emptyRates(0);

  constructor(
    occupied: number,
    private readonly staffedBeds: number,
  ) {
    this.pmf = new Float64Array(Math.max(occupied, staffedBeds) + MORE_PLACES);
    this.pmf[occupied] = 1;
  }

  startDay(): void {
    this.below = this.pmf.slice(0, this.staffedBeds + 1);
  }

  get exceeded(): number {
    let never = 0;
    for (const mass of this.below) never += mass;
    return Math.min(1, Math.max(0, 1 - never));
  }

  /**
   * `goingShares`: by unit, of those who leave it, the share who are meant for no other unit. `elsewhere`: by
   * unit, the probability that another of its kind takes whom it does not.
   */
  advance(
    index: number,
    units: readonly UnitFlows[],
    { goingShares, elsewhere }: { goingShares: readonly number[]; elsewhere: readonly number[] },
    dispersion: number,
  ): void {
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    const sum = (pick: (flows: UnitFlows) => number) =>
      units.reduce((total, flows) => total + pick(flows), 0);
    const variance = sum(({ occupied }) => occupied.covariance);
    const slope = (covariance: number) => (variance > 1e-6 ? covariance / variance : 0);
    const coming = sum(({ admissions }) => admissions.mean);
    const comingSlope = slope(sum(({ admissions }) => admissions.covariance));
    // Who leaves a unit and is not taken by another leaves the hospital.
    const going = sum(({ leaving, transfersIn }) => leaving.mean - transfersIn.mean);
    const leavingForGood = units.reduce(
      (total, { leaving }, place) => total + leaving.covariance * (goingShares[place] ?? 1),
      0,
    );
    // Whom a full unit does not take goes to another of its kind that is not: of the hospital's patients as
    // before. Only where all of them are full is somebody turned out.
    const turnedOut = units.reduce(
      (total, { transfersIn }, place) =>
        total + transfersIn.covariance * (1 - (elsewhere[place] ?? 0)),
      0,
    );
    const goingSlope = slope(leavingForGood - turnedOut);

    const places = this.pmf.length;
    if (this.rates.deaths.length !== places) this.rates = emptyRates(places);
    const { single, batch, batchSize } = burstsOf(dispersion);
    const { births, batches, deaths } = this.rates;
    this.rates.batchSize = batchSize;
    // Anchored at the units' mean, not at its own: so it does not drift away from them.
    const middle = sum(({ occupied }) => occupied.mean);
    for (let count = 0; count < places; count += 1) {
      const rate = Math.max(0, coming + comingSlope * (count - middle));
      births[count] = rate * single;
      batches[count] = rate * batch;
      deaths[count] = count === 0 ? 0 : Math.max(0, going + goingSlope * (count - middle));
    }
    moveOn(this, this.rates, hours);
    if ((this.pmf[places - 1] ?? 0) + (this.pmf[places - 2] ?? 0) >= TAIL) {
      const more = new Float64Array(places + MORE_PLACES);
      more.set(this.pmf);
      this.pmf = more;
    }
  }
}

const emptyRates = (places: number): FlowRates => ({
  births: new Float64Array(places),
  batches: new Float64Array(places),
  batchSize: 2,
  deaths: new Float64Array(places),
});
