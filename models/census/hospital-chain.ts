import { burstsOf, type FlowRates } from "./birth-death";
import { FORECAST_STEPS } from "./forecast-steps";
import { moveOn } from "./move-on";
import type { UnitFlows } from "./unit-chain";

const TAIL = 1e-6;
const MORE_PLACES = 60;

/** What is cut off may be nearly all where hardly anybody is left. */
const MADE_UP_AT_MOST = 2;
/** Less than this of the sum of the units' own variances is not believed of the variance of the hospital. */
const LEAST_OF_OWN = 0.2;

interface HospitalMoves {
  goingShares: readonly number[];
  elsewhere: readonly number[];
  withAll: Float64Array;
}

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
   * unit, the probability that another of its kind takes whom it does not. `withAll`: by unit, the covariance of
   * its count with that of the hospital.
   */
  advance(
    index: number,
    units: readonly UnitFlows[],
    { goingShares, elsewhere, withAll }: HospitalMoves,
    dispersion: number,
  ): void {
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    const sum = (pick: (flows: UnitFlows) => number) =>
      units.reduce((total, flows) => total + pick(flows), 0);
    const own = sum(({ occupied }) => occupied.covariance);
    const variance = Math.max(
      LEAST_OF_OWN * own,
      withAll.reduce((total, each) => total + each, 0),
    );
    // By unit the regression on its own count, carried to that of the hospital.
    const slope = (pick: (flows: UnitFlows, place: number) => number) =>
      variance > 1e-6
        ? units.reduce(
            (total, flows, place) =>
              flows.occupied.covariance > 1e-6
                ? total +
                  (pick(flows, place) / flows.occupied.covariance) *
                    ((withAll[place] ?? 0) / variance)
                : total,
            0,
          )
        : 0;
    const coming = sum(({ admissions }) => admissions.mean);
    const comingSlope = slope(({ admissions }) => admissions.covariance);
    // Who leaves a unit and is not taken by another leaves the hospital.
    const going = sum(({ leaving, transfersIn }) => leaving.mean - transfersIn.mean);
    // Whom a full unit does not take goes to another of its kind that is not: of the hospital's patients as
    // before. Only where all of them are full is somebody turned out.
    const goingSlope = slope(
      ({ leaving, transfersIn }, place) =>
        leaving.covariance * (goingShares[place] ?? 1) -
        transfersIn.covariance * (1 - (elsewhere[place] ?? 0)),
    );

    const places = this.pmf.length;
    if (this.rates.deaths.length !== places) this.rates = emptyRates(places);
    const { single, batch, batchSize } = burstsOf(dispersion);
    const { births, batches, deaths } = this.rates;
    this.rates.batchSize = batchSize;
    // Anchored at the units' mean, not at its own: so it does not drift away from them.
    const middle = sum(({ occupied }) => occupied.mean);
    linearRates(births, this.pmf, { first: 0, mean: coming, slope: comingSlope, middle });
    linearRates(deaths, this.pmf, { first: 1, mean: going, slope: goingSlope, middle });
    for (let count = 0; count < places; count += 1) {
      batches[count] = (births[count] ?? 0) * batch;
      births[count] = (births[count] ?? 0) * single;
    }
    moveOn(this, this.rates, hours);
    if ((this.pmf[places - 1] ?? 0) + (this.pmf[places - 2] ?? 0) >= TAIL) {
      const more = new Float64Array(places + MORE_PLACES);
      more.set(this.pmf);
      this.pmf = more;
    }
  }
}

/**
 * Rates along a line through the mean one at the middle count; none below 0, and none at counts below `first`.
 * What that cuts off is made up for, so that the distribution's mean rate is that of the line.
 */
function linearRates(
  rates: Float64Array,
  pmf: Float64Array,
  line: { first: number; mean: number; slope: number; middle: number },
): void {
  const { first, mean, slope, middle } = line;
  let sum = 0;
  let counts = 0;
  for (let count = 0; count < rates.length; count += 1) {
    const rate = count < first ? 0 : Math.max(0, mean + slope * (count - middle));
    const mass = pmf[count] ?? 0;
    rates[count] = rate;
    sum += mass * rate;
    counts += mass * count;
  }
  const wanted = Math.max(0, mean + slope * (counts - middle));
  const factor = sum > 0 ? Math.min(MADE_UP_AT_MOST, wanted / sum) : 1;
  for (let count = 0; count < rates.length; count += 1) rates[count] = (rates[count] ?? 0) * factor;
}

const emptyRates = (places: number): FlowRates => ({
  births: new Float64Array(places),
  batches: new Float64Array(places),
  batchSize: 2,
  deaths: new Float64Array(places),
});
