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
  /** That the unit takes at least its usual share of those who are moved: that it is not full. */
  open: number;
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
  private byCount: RatesByCount;
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
    this.byCount = ratesByCount(unit, this.pmf.length, this.bursts.batchSize);
    this.newcomers = new Newcomers(hazards);
    this.birthsBefore = unit.admissionsPerHour[0] ?? 0;
  }

  /** Prepares a step: how fast patients leave at each count, and how many leave on average. */
  outflow(index: number): Outflow {
    const step = this.present.steps[index];
    const expected = this.birthsBefore * (FORECAST_STEPS[index]?.hours ?? 1);
    const { mean, leavingPerHour } = this.newcomers.during(index, expected);
    this.newcomersRising = mean * this.hazards.toIntensivePerHour;
    const { deaths } = this.byCount;
    leavingByCount(deaths, step, poissonPmf(mean, this.byCount.newcomers), leavingPerHour);
    const all = (step?.leavingPerHour ?? 0) + leavingPerHour;
    const rising = (step?.toIntensivePerHour ?? 0) + this.newcomersRising;
    const share = all > 0 ? Math.min(1, rising / all) : 0;
    let total = 0;
    for (let count = 1; count < this.pmf.length; count += 1)
      total += (this.pmf[count] ?? 0) * (deaths[count] ?? 0);
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
    this.below = this.pmf.slice(0, this.unit.staffedBeds + 1);
  }

  /** That there were more patients than staffed beds at some time since the day began. */
  get exceeded(): number {
    let never = 0;
    for (const mass of this.below) never += mass;
    return Math.min(1, Math.max(0, 1 - never));
  }

  advance(index: number, intake: Intake): UnitFlows {
    const { hours } = FORECAST_STEPS[index] ?? { hours: 1 };
    this.prepareBirths(intake);
    const { pmf, below, byCount } = this;
    const { timeAt } = byCount;
    timeAt.fill(0);
    moveOn({ pmf, below, timeAt }, byCount, hours);
    const flows = flowsOf(byCount, hours);
    this.unrouted += flows.leaving.mean * hours;
    const births = flows.admissions.mean + flows.transfersIn.mean;
    this.newcomers.pass(index, births * hours);
    this.birthsBefore = births;
    this.growIfNeeded();
    return flows;
  }

  private prepareBirths(intake: Intake): void {
    const { single, batch } = this.bursts;
    const { admitted, moved, admissions, transfers, births, batches } = this.byCount;
    // Nobody comes in the last place: it is either full or so unlikely that it does not matter.
    for (let count = 0; count < admissions.length - 1; count += 1) {
      const share = admitted[count] ?? 1;
      const usual = intake.admissions * share + intake.extra * (share < 1 ? share : 1);
      const others = intake.transfers * (moved[count] ?? 1);
      admissions[count] = usual;
      transfers[count] = others;
      births[count] = usual * single + others;
      batches[count] = usual * batch;
    }
  }

  private growIfNeeded(): void {
    const last = this.pmf.length - 1;
    if (!this.mayGrow || (this.pmf[last] ?? 0) + (this.pmf[last - 1] ?? 0) < TAIL) return;
    const more = new Float64Array(this.pmf.length + MORE_PLACES);
    more.set(this.pmf);
    this.pmf = more;
    this.byCount = ratesByCount(this.unit, more.length, this.bursts.batchSize);
  }
}

/** What holds at each count of occupied beds, as long as the distribution; filled anew in every step. */
interface RatesByCount extends FlowRates {
  /** The unit's response: what admissions and transfers are multiplied with. */
  admitted: Float64Array;
  moved: Float64Array;
  admissions: Float64Array;
  transfers: Float64Array;
  timeAt: Float64Array;
  newcomers: Float64Array;
}

function ratesByCount(
  { response, staffedBeds }: CensusUnit,
  places: number,
  batchSize: number,
): RatesByCount {
  const empty = () => new Float64Array(places);
  const responses = (table: readonly number[] | undefined) =>
    Float64Array.from({ length: places }, (_, count) =>
      response && table ? responseAt(table, response.staffedBeds, staffedBeds, count) : 1,
    );
  return {
    admitted: responses(response?.admissions),
    moved: responses(response?.transfers),
    ...{ admissions: empty(), transfers: empty(), timeAt: empty(), newcomers: empty() },
    ...{ births: empty(), batches: empty(), batchSize, deaths: empty() },
  };
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

const NOBODY: Float64Array = Float64Array.of(1);
const NO_RATE: Float64Array = Float64Array.of(0);

/**
 * The mean rate of leaving given the count, by count, into `byCount`: those of now by their exact
 * distribution, newcomers by a Poisson distribution of their mean.
 */
function leavingByCount(
  byCount: Float64Array,
  step: PresentCourse["steps"][number] | undefined,
  newcomers: Float64Array,
  newcomersLeavingPerHour: number,
): void {
  const places = byCount.length;
  const fewest = step?.fewest ?? 0;
  const still = step?.still ?? NOBODY;
  const leaving = step?.leaving ?? NO_RATE;
  let firstLikely = 0;
  while (firstLikely < places - 1 && (newcomers[firstLikely] ?? 0) < RARE) firstLikely += 1;
  let lastLikely = places - 1;
  while (lastLikely > firstLikely && (newcomers[lastLikely] ?? 0) < RARE) lastLikely -= 1;

  byCount[0] = 0;
  let known = 0;
  let belowFirst = 0;
  let withOneFewer = 0;
  for (let count = 0; count < places; count += 1) {
    let mass = 0;
    let rate = 0;
    const others = count - fewest;
    const from = Math.max(0, others - lastLikely);
    const to = Math.min(still.length - 1, others - firstLikely);
    for (let there = from; there <= to; there += 1) {
      const chance = newcomers[others - there] ?? 0;
      mass += (still[there] ?? 0) * chance;
      rate += (leaving[there] ?? 0) * chance;
    }
    rate += newcomersLeavingPerHour * withOneFewer;
    withOneFewer = mass;
    if (count === 0) continue;
    if (mass > RARE) {
      byCount[count] = rate / mass;
      if (known === 0)
        for (let below = 1; below <= belowFirst; below += 1)
          byCount[below] = (rate / mass / count) * below;
      known = count;
    } else if (known > 0) byCount[count] = ((byCount[known] ?? 0) / known) * count;
    else {
      byCount[count] = 0;
      belowFirst = count;
    }
  }
}

/** Means and covariances of a step over the time spent at each count. */
function flowsOf(
  { timeAt, admissions, transfers, moved: movedShare, deaths }: RatesByCount,
  hours: number,
): UnitFlows {
  let mass = 0;
  let counts = 0;
  let squares = 0;
  let admitted = 0;
  let admittedCounts = 0;
  let moved = 0;
  let movedCounts = 0;
  let open = 0;
  let left = 0;
  let leftCounts = 0;
  for (let count = 0; count < timeAt.length; count += 1) {
    const share = (timeAt[count] ?? 0) / hours;
    const weighed = share * count;
    mass += share;
    counts += weighed;
    squares += weighed * count;
    admitted += share * (admissions[count] ?? 0);
    admittedCounts += weighed * (admissions[count] ?? 0);
    moved += share * (transfers[count] ?? 0);
    movedCounts += weighed * (transfers[count] ?? 0);
    open += share * Math.min(1, movedShare[count] ?? 1);
    left += share * (deaths[count] ?? 0);
    leftCounts += weighed * (deaths[count] ?? 0);
  }
  return {
    admissions: { mean: admitted, covariance: admittedCounts - admitted * counts },
    transfersIn: { mean: moved, covariance: movedCounts - moved * counts },
    open: Math.min(1, open),
    leaving: { mean: left, covariance: leftCounts - left * counts },
    occupied: { mean: counts, covariance: squares - (counts * counts) / (mass > 0 ? mass : 1) },
  };
}
