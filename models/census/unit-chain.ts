import { burstsOf, type FlowRates } from "./birth-death";
import type { CensusUnit, UnitResponse } from "./census-inputs";
import { FORECAST_STEPS } from "./forecast-steps";
import { moveOn } from "./move-on";
import { Newcomers, type NewcomerHazards } from "./newcomers";
import { poissonPmf } from "./poisson";
import type { PresentCourse } from "./present-patients";

/** Mean flows out of a unit in a step, per hour. */
export interface Outflow {
  onward: number;
  toIntensive: number;
}

/** Expected arrivals at a unit in a step, per hour, before the unit's response. */
export interface Intake {
  admissions: number;
  /** Flu and elective surgery: taken while there is room, never more because there is room. */
  extra: number;
  transfers: number;
}

/** A rate's mean over the unit's distribution, and its covariance with the number of patients. */
export interface Moments {
  mean: number;
  covariance: number;
}

/** What a step meant for the hospital as a whole, per hour. */
export interface UnitFlows {
  admissions: Moments;
  transfersIn: Moments;
  leaving: Moments;
  /** Of the number of patients, and its mean. */
  occupied: Moments;
}

/** Above this mass in the last place the distribution gets more places. */
const TAIL = 1e-6;
const MORE_PLACES = 24;
/** Counts less likely than this under the reference distribution get the rate of their neighbours. */
const RARE = 1e-13;

/**
 * The distribution of one unit's occupied beds as a birth-death process whose rates change with the step.
 *
 * The rate of leaving at n patients is the mean of the patients' own hazards given that n are there. For
 * patients who leave independently and newcomers of a Poisson process this makes the process's distribution
 * exactly that of the patients (the projection of a Markov process onto a count keeps the count's
 * distribution), and births may depend on n: a full unit takes fewer.
 */
export class UnitChain {
  pmf: Float64Array;
  /** The part of the distribution that has not risen above the staffed beds since the day began. */
  private below: Float64Array;
  private readonly newcomers: Newcomers;
  private readonly bursts: ReturnType<typeof burstsOf>;
  private readonly mayGrow: boolean;
  private leavingAt: Float64Array = new Float64Array(0);
  private birthsBefore: number;
  /** Newcomers who go to intensive care, per hour, in the step that `outflow` has prepared. */
  private newcomersRising = 0;
  /** Patients who have left and were not counted among those who come elsewhere; negative: too many were. */
  private unrouted = 0;

  constructor(
    readonly unit: CensusUnit,
    private readonly present: PresentCourse,
    private readonly hazards: NewcomerHazards,
  ) {
    const occupied = present.goneToIntensive.length;
    const closedFrom = unit.response && takesNobodyFrom(unit.response, unit.staffedBeds);
    this.mayGrow = closedFrom === undefined;
    this.bursts = burstsOf(unit.dispersion);
    // The last of a batch may find the unit full and stays all the same.
    const most =
      closedFrom === undefined
        ? unit.staffedBeds + MORE_PLACES
        : closedFrom + this.bursts.batchSize;
    this.pmf = new Float64Array(Math.max(occupied, most) + 1);
    this.pmf[occupied] = 1;
    this.below = new Float64Array(0);
    this.newcomers = new Newcomers(hazards);
    this.birthsBefore = unit.admissionsPerHour[0] ?? 0;
  }

  /** Prepares a step: how fast patients leave at each count, and how many leave on average. */
  outflow(index: number): Outflow {
    const step = this.present.steps[index];
    const expected = this.birthsBefore * (FORECAST_STEPS[index]?.hours ?? 1);
    const { mean, leavingPerHour } = this.newcomers.during(index, expected);
    this.newcomersRising = mean * this.hazards.toIntensivePerHour;
    this.leavingAt = leavingByCount(this.pmf.length, step, mean, leavingPerHour);
    const all = (step?.leavingPerHour ?? 0) + leavingPerHour;
    const rising = (step?.toIntensivePerHour ?? 0) + this.newcomersRising;
    const share = all > 0 ? Math.min(1, rising / all) : 0;
    let total = 0;
    for (let count = 1; count < this.pmf.length; count += 1)
      total += (this.pmf[count] ?? 0) * (this.leavingAt[count] ?? 0);
    // What left in the step before beyond what was expected of it is routed now, so that nobody is lost.
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    const routed = Math.max(0, total + this.unrouted / hours);
    this.unrouted -= routed * hours;
    return { onward: routed * (1 - share), toIntensive: routed * share };
  }

  /** Mean newcomers who go to intensive care in a step, once `outflow` has prepared it. */
  newcomersToIntensive(index: number): number {
    return this.newcomersRising * (FORECAST_STEPS[index]?.hours ?? 1);
  }

  startDay(): void {
    const { staffedBeds } = this.unit;
    this.below = new Float64Array(Math.min(this.pmf.length, staffedBeds + 1));
    for (let count = 0; count < this.below.length; count += 1)
      this.below[count] = this.pmf[count] ?? 0;
  }

  /** That there were more patients than staffed beds at some time since the day began. */
  get exceeded(): number {
    let never = 0;
    for (const mass of this.below) never += mass;
    return Math.min(1, Math.max(0, 1 - never));
  }

  advance(index: number, intake: Intake): UnitFlows {
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    const { rates, admissions, transfers } = this.ratesOf(intake);
    const { staffedBeds } = this.unit;
    const highest = this.below.length - 1;
    moveOn(this.below, rates, hours, { highest, losesAbove: highest >= staffedBeds });
    const timeAt = new Float64Array(this.pmf.length);
    moveOn(this.pmf, rates, hours, { highest: this.pmf.length - 1, losesAbove: false, timeAt });
    for (let count = 0; count < timeAt.length; count += 1)
      timeAt[count] = (timeAt[count] ?? 0) / hours;

    const flows = {
      admissions: momentsOf(timeAt, admissions),
      transfersIn: momentsOf(timeAt, transfers),
      leaving: momentsOf(timeAt, this.leavingAt),
      occupied: occupiedMoments(timeAt),
    };
    this.unrouted += flows.leaving.mean * hours;
    const births = flows.admissions.mean + flows.transfersIn.mean;
    this.newcomers.pass(index, births * hours);
    this.birthsBefore = births;
    this.growIfNeeded();
    return flows;
  }

  private ratesOf(intake: Intake) {
    const { response, staffedBeds } = this.unit;
    const { single, batch, batchSize } = this.bursts;
    const places = this.pmf.length;
    const admissions = new Float64Array(places);
    const transfers = new Float64Array(places);
    const rates: FlowRates = {
      births: new Float64Array(places),
      batches: new Float64Array(places),
      batchSize,
      deaths: this.leavingAt,
    };
    // Nobody comes in the last place: it is either full or so unlikely that it does not matter.
    for (let count = 0; count < places - 1; count += 1) {
      const admitted = response
        ? responseAt(response.admissions, response.staffedBeds, staffedBeds, count)
        : 1;
      const usual = intake.admissions * admitted + intake.extra * Math.min(1, admitted);
      const moved =
        intake.transfers *
        (response ? responseAt(response.transfers, response.staffedBeds, staffedBeds, count) : 1);
      admissions[count] = usual;
      transfers[count] = moved;
      rates.births[count] = usual * single + moved;
      rates.batches[count] = usual * batch;
    }
    return { rates, admissions, transfers };
  }

  private growIfNeeded(): void {
    const last = this.pmf.length - 1;
    if (!this.mayGrow || (this.pmf[last] ?? 0) + (this.pmf[last - 1] ?? 0) < TAIL) return;
    const more = new Float64Array(this.pmf.length + MORE_PLACES);
    more.set(this.pmf);
    this.pmf = more;
  }
}

/** The entry of a response for a count: stretched when there are other staffed beds than it was learnt with. */
const responseAt = (
  table: readonly number[],
  learntWith: number,
  staffedBeds: number,
  count: number,
): number =>
  table[Math.min(table.length - 1, Math.round((count * learntWith) / Math.max(1, staffedBeds)))] ??
  1;

/** The lowest count from which a unit takes nobody at all; undefined when it always takes some. */
function takesNobodyFrom(response: UnitResponse, staffedBeds: number): number | undefined {
  const length = Math.max(response.admissions.length, response.transfers.length);
  const takes = (place: number) =>
    (response.admissions[Math.min(place, response.admissions.length - 1)] ?? 0) > 0 ||
    (response.transfers[Math.min(place, response.transfers.length - 1)] ?? 0) > 0;
  if (takes(length - 1)) return undefined;
  let place = length - 1;
  while (place > 0 && !takes(place - 1)) place -= 1;
  return Math.ceil((place * Math.max(1, staffedBeds)) / response.staffedBeds) + 1;
}

/**
 * The mean rate of leaving given the count, by count: those of now by their exact distribution, newcomers by
 * a Poisson distribution of their mean.
 */
function leavingByCount(
  places: number,
  step: PresentCourse["steps"][number] | undefined,
  newcomers: number,
  newcomersLeavingPerHour: number,
): Float64Array {
  const byCount = new Float64Array(places);
  const still = step?.still ?? Float64Array.of(1);
  const leaving = step?.leaving ?? Float64Array.of(0);
  const poisson = poissonPmf(newcomers, places);
  let known = 0;
  let belowFirst = 0;
  let firstRate = NaN;
  let withOneFewer = 0;
  for (let count = 0; count < places; count += 1) {
    let mass = 0;
    let rate = 0;
    const most = Math.min(count, still.length - 1);
    for (let there = 0; there <= most; there += 1) {
      const others = poisson[count - there] ?? 0;
      if (others < RARE) continue;
      mass += (still[there] ?? 0) * others;
      rate += (leaving[there] ?? 0) * others;
    }
    rate += newcomersLeavingPerHour * withOneFewer;
    withOneFewer = mass;
    if (count === 0) continue;
    if (mass > RARE) {
      byCount[count] = rate / mass;
      known = count;
      if (Number.isNaN(firstRate)) {
        firstRate = rate / mass / count;
        for (let below = 1; below <= belowFirst; below += 1) byCount[below] = firstRate * below;
      }
    } else if (known > 0) byCount[count] = ((byCount[known] ?? 0) / known) * count;
    else belowFirst = count;
  }
  return byCount;
}

function momentsOf(pmf: Float64Array, rates: Float64Array): Moments {
  let mean = 0;
  let counts = 0;
  let products = 0;
  for (let count = 0; count < pmf.length; count += 1) {
    const mass = pmf[count] ?? 0;
    const rate = mass * (rates[count] ?? 0);
    mean += rate;
    counts += mass * count;
    products += rate * count;
  }
  return { mean, covariance: products - mean * counts };
}

/** The mean and the variance of a count. */
function occupiedMoments(pmf: Float64Array): Moments {
  let mean = 0;
  let squares = 0;
  let mass = 0;
  for (let count = 0; count < pmf.length; count += 1) {
    const share = pmf[count] ?? 0;
    mass += share;
    mean += share * count;
    squares += share * count * count;
  }
  return { mean, covariance: squares - mean * mean * (mass > 0 ? 1 / mass : 1) };
}
