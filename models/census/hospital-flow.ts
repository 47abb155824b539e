import type { AdmissionLevel } from "./admission-levels";
import type { CensusInputs, CensusPatient, CensusUnit, Route } from "./census-inputs";
import { FORECAST_STEPS, meanOverStep } from "./forecast-steps";
import { HospitalChain } from "./hospital-chain";
import type { NewcomerHazards } from "./newcomers";
import type { PresentCourse } from "./present-patients";
import { UnitChain, type UnitFlows } from "./unit-chain";
import { UnitDependence } from "./unit-dependence";

/** What is the same for a unit in all ways the admissions may go. */
export interface UnitSetting {
  unit: CensusUnit;
  patients: readonly CensusPatient[];
  present: PresentCourse;
  hazards: NewcomerHazards;
}

/** A route with the units' places instead of their names. */
interface Target {
  place: number;
  share: number;
}

/**
 * The whole hospital in one of the ways its admissions may go: each unit's distribution, joined by the mean
 * flows between them. That a particular transfer leaves one unit and reaches another is known to the hospital's
 * own distribution alone.
 */
export class HospitalFlow {
  readonly units: readonly UnitChain[];
  readonly hospital: HospitalChain;
  /** By step: mean newcomers of all units that have gone to intensive care by its end. */
  readonly newcomersToIntensive = new Float64Array(FORECAST_STEPS.length);
  private readonly onward: readonly (readonly Target[])[];
  private readonly toIntensive: readonly (readonly Target[])[];
  /** The same by unit and unit. */
  private readonly onwardTo: readonly Float64Array[];
  private readonly toIntensiveTo: readonly Float64Array[];
  private readonly dependence: UnitDependence;
  private readonly fluGeneral: Float64Array;
  private readonly fluIntensive: Float64Array;
  /** By forecast hour: the share of its day's elective admissions. */
  private readonly electiveByHour: readonly number[];

  constructor(
    inputs: CensusInputs,
    settings: readonly UnitSetting[],
    private readonly level: AdmissionLevel,
  ) {
    this.units = settings.map(
      ({ unit, present, hazards }) => new UnitChain(unit, present, hazards),
    );
    const places = new Map(inputs.units.map(({ unitId }, place) => [unitId, place]));
    const targets = (routes: readonly Route[]) =>
      routes.flatMap(({ unitId, share }) => {
        const place = places.get(unitId);
        return place === undefined ? [] : [{ place, share }];
      });
    this.onward = inputs.units.map(({ onward }) => targets(onward));
    this.toIntensive = inputs.units.map(({ toIntensive }) => targets(toIntensive));
    const dense = (all: readonly (readonly Target[])[]) =>
      all.map((each) => sharesOf(each, inputs.units.length));
    this.onwardTo = dense(this.onward);
    this.toIntensiveTo = dense(this.toIntensive);
    this.dependence = new UnitDependence(inputs.units.length);
    this.fluGeneral = sharesOf(targets(inputs.flu.general), inputs.units.length);
    this.fluIntensive = sharesOf(targets(inputs.flu.intensive), inputs.units.length);
    this.electiveByHour = inputs.hoursOfWeek.map(
      (hour) => inputs.electiveByHourOfDay[hour % 24] ?? 0,
    );
    this.hospital = new HospitalChain(
      inputs.patients.length,
      inputs.units.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0),
    );
  }

  startDay(): void {
    for (const unit of this.units) unit.startDay();
    this.hospital.startDay();
  }

  advance(index: number): void {
    const transfers = new Float64Array(this.units.length);
    const risingShares = new Float64Array(this.units.length);
    const goingShares = this.units.map((chain, place) => {
      const { onward, toIntensive } = chain.outflow(index);
      if (toIntensive > 0) risingShares[place] = toIntensive / (onward + toIntensive);
      let moving = 0;
      const send = (targets: readonly Target[], perHour: number) => {
        for (const target of targets) {
          transfers[target.place] = (transfers[target.place] ?? 0) + perHour * target.share;
          moving += perHour * target.share;
        }
      };
      send(this.onward[place] ?? [], onward);
      send(this.toIntensive[place] ?? [], toIntensive);
      return moving > 0 ? Math.max(0, 1 - moving / (onward + toIntensive)) : 1;
    });
    this.newcomersToIntensive[index] =
      (index > 0 ? (this.newcomersToIntensive[index - 1] ?? 0) : 0) +
      this.units.reduce(
        (sum, chain) =>
          chain.unit.kind === "intensive" ? sum : sum + chain.newcomersToIntensive(index),
        0,
      );

    let bursts = 0;
    let admitted = 0;
    const flows = this.units.map((chain, place) => {
      const unitFlows = chain.advance(index, {
        admissions: this.admissionsOf(chain.unit, index),
        extra: this.extraOf(chain.unit, place, index),
        transfers: transfers[place] ?? 0,
      });
      admitted += unitFlows.admissions.mean;
      bursts += unitFlows.admissions.mean * chain.unit.dispersion;
      return unitFlows;
    });
    const elsewhere = this.elsewhere(flows);
    this.dependence.advance(FORECAST_STEPS[index]?.hours ?? 1, flows, {
      share: (from, to) =>
        (this.onwardTo[from]?.[to] ?? 0) * (1 - (risingShares[from] ?? 0)) +
        (this.toIntensiveTo[from]?.[to] ?? 0) * (risingShares[from] ?? 0),
      elsewhere,
      areAlike: (one, other) => this.units[one]?.unit.kind === this.units[other]?.unit.kind,
    });
    this.hospital.advance(
      index,
      flows,
      { goingShares, elsewhere, withAll: this.dependence.withAll() },
      admitted > 0 ? bursts / admitted : 1,
    );
  }

  /** By unit: that at least one other of its kind is not full. */
  private elsewhere(flows: readonly UnitFlows[]): number[] {
    return this.units.map(({ unit: { kind } }, place) => {
      let allFull = 1;
      for (const [other, chain] of this.units.entries())
        if (other !== place && chain.unit.kind === kind) allFull *= 1 - (flows[other]?.open ?? 1);
      return 1 - allFull;
    });
  }

  private admissionsOf(unit: CensusUnit, index: number): number {
    const step = FORECAST_STEPS[index];
    return step ? meanOverStep(unit.admissionsPerHour, step) * this.level.factor : 0;
  }

  private extraOf(unit: CensusUnit, place: number, index: number): number {
    const step = FORECAST_STEPS[index];
    if (!step) return 0;
    const day = Math.floor(step.fromHour / 24);
    const { flu } = this.level;
    const general = (flu?.generalPerDay[day] ?? 0) * (this.fluGeneral[place] ?? 0);
    const intensive = (flu?.intensivePerDay[day] ?? 0) * (this.fluIntensive[place] ?? 0);
    return (
      (general + intensive) / 24 +
      (unit.electivePerDay[day] ?? 0) * meanOverStep(this.electiveByHour, step)
    );
  }
}

function sharesOf(targets: readonly Target[], units: number): Float64Array {
  const shares = new Float64Array(units);
  for (const { place, share } of targets) shares[place] = (shares[place] ?? 0) + share;
  return shares;
}
