import type { StayPiece } from "#models/census/fit-hazards";
import { riskBandOf } from "#models/census/hazards";
import type { TimeAtCount } from "#models/census/fit-unit-response";
import { MS_PER_HOUR } from "#models/shared/time-range";
import {
  advance,
  fill,
  newHospital,
  type HospitalEvent,
  type SimulatedHospital,
} from "#models/simulation/simulated-hospital";
import { unfoldingCourse } from "#models/simulation/simulated-patient";
import type { HospitalPlan } from "#models/hospital/demo-hospital";

/** The occupancy that `npm run simulate` keeps. */
const OCCUPANCY = 0.8;
/** A Monday midnight. */
const BEGINS_AT = Date.UTC(2026, 0, 5);

/** What a hospital's own records would tell of one unit. */
export interface UnitRecord {
  /** By count of occupied beds. */
  byCount: TimeAtCount[];
  admissions: number;
  hours: number;
  left: number;
  /** Transfers to other units, by place. */
  onward: Map<number, number>;
  toIntensive: Map<number, number>;
}

interface Stay {
  place: number;
  since: number;
  /** The risk as last looked at, and since when it is in its band. */
  risk: number;
  riskSince: number;
}

/**
 * The severity at which a deterioration model would alert, in this evaluation: the risk it would tell is the
 * severity of the course over it. The signs themselves are not scored here.
 */
const ALERT_SEVERITY = 0.5;

/** A simulated hospital under watch: the simulation itself, and the records that are made of its messages. */
export class WatchedHospital {
  readonly hospital: SimulatedHospital;
  readonly units: UnitRecord[];
  readonly pieces: StayPiece[] = [];
  /** By visit number. */
  readonly stays = new Map<string, Stay>();
  private readonly places: Map<string, number>;
  private readonly counts: number[];
  private readonly countsSince: number[];
  intensiveTransfers = 0;

  constructor(
    seed: string,
    private readonly plan: HospitalPlan,
  ) {
    this.hospital = newHospital(seed, "c", plan.units, OCCUPANCY, BEGINS_AT);
    this.places = new Map(plan.units.map(({ code }, place) => [code, place]));
    this.counts = plan.units.map(() => 0);
    this.countsSince = plan.units.map(() => BEGINS_AT);
    this.units = plan.units.map(({ bedLabels }) => ({
      byCount: Array.from({ length: bedLabels.length + 1 }, () => ({
        hours: 0,
        admissions: 0,
        transfersIn: 0,
      })),
      admissions: 0,
      hours: 0,
      left: 0,
      onward: new Map(),
      toIntensive: new Map(),
    }));
    for (const event of fill(this.hospital, BEGINS_AT)) this.note(event);
    // All came at once: that says nothing of how they come.
    this.forget();
  }

  /** Goes on by so many hours with a reading of each monitor, and a look at each risk, every hour. */
  goOn(hours: number): void {
    for (let hour = 0; hour < hours; hour += 1) {
      const until = this.hospital.at + MS_PER_HOUR;
      for (const event of advance(this.hospital, until, () => MS_PER_HOUR)) this.note(event);
      for (const place of this.units.keys()) this.passTime(place, until);
      this.lookAtRisks();
    }
  }

  private lookAtRisks(): void {
    const { at, units } = this.hospital;
    for (const { beds } of units) {
      for (const { patient } of beds) {
        const stay = patient && this.stays.get(patient.identity.visitNumber);
        if (!stay) continue;
        const risk = (unfoldingCourse(patient, at)?.severity ?? 0) / ALERT_SEVERITY;
        if (riskBandOf(risk) !== riskBandOf(stay.risk)) this.closePiece(stay, at, "later");
        stay.risk = risk;
      }
    }
  }

  private closePiece(stay: Stay, at: number, ends: StayPiece["ends"]): void {
    const kind = this.plan.units[stay.place]?.kind;
    if (!kind) return;
    this.pieces.push({
      kind,
      fromHours: (stay.riskSince - stay.since) / MS_PER_HOUR,
      toHours: (at - stay.since) / MS_PER_HOUR,
      startsAtHour: (stay.riskSince - BEGINS_AT) / MS_PER_HOUR,
      acuity: "unknown",
      riskToAlertLevel: stay.risk,
      ends,
    });
    stay.riskSince = at;
  }

  /** Forgets what was recorded, not where everybody is. */
  forget(): void {
    this.pieces.length = 0;
    for (const unit of this.units) {
      for (const at of unit.byCount) Object.assign(at, { hours: 0, admissions: 0, transfersIn: 0 });
      Object.assign(unit, { admissions: 0, hours: 0, left: 0 });
      unit.onward.clear();
      unit.toIntensive.clear();
    }
  }

  occupied(): number[] {
    return [...this.counts];
  }

  private note(event: HospitalEvent): void {
    if (event.type === "observed") return;
    const place = this.places.get(event.bed.unitCode) ?? 0;
    const visit = event.identity.visitNumber;
    if (event.type === "discharged") {
      this.leave(visit, place, event.at, undefined);
      return;
    }
    const kind = this.plan.units[place]?.kind;
    const unit = this.units[place];
    const at = unit?.byCount[this.counts[place] ?? 0];
    if (event.type === "transferred") {
      const from = this.places.get(event.priorBed.unitCode) ?? 0;
      this.leave(visit, from, event.at, place);
      if (at) at.transfersIn += 1;
      if (kind === "intensive" && this.plan.units[from]?.kind !== "intensive")
        this.intensiveTransfers += 1;
    } else if (unit && at) {
      at.admissions += 1;
      unit.admissions += 1;
    }
    this.stays.set(visit, { place, since: event.at, risk: 0, riskSince: event.at });
    this.changeCount(place, 1, event.at);
  }

  private leave(visit: string, place: number, at: number, to: number | undefined): void {
    const stay = this.stays.get(visit);
    const unit = this.units[place];
    const kind = this.plan.units[place]?.kind;
    if (!stay || !unit || !kind) return;
    const isRise =
      to !== undefined && this.plan.units[to]?.kind === "intensive" && kind !== "intensive";
    this.closePiece(stay, at, isRise ? "to-intensive" : "left");
    const routes = isRise ? unit.toIntensive : unit.onward;
    if (to !== undefined) routes.set(to, (routes.get(to) ?? 0) + 1);
    if (!isRise) unit.left += 1;
    this.stays.delete(visit);
    this.changeCount(place, -1, at);
  }

  private changeCount(place: number, by: number, at: number): void {
    this.passTime(place, at);
    this.counts[place] = (this.counts[place] ?? 0) + by;
  }

  private passTime(place: number, at: number): void {
    const hours = (at - (this.countsSince[place] ?? at)) / MS_PER_HOUR;
    const unit = this.units[place];
    const here = unit?.byCount[this.counts[place] ?? 0];
    if (unit) unit.hours += hours;
    if (here) here.hours += hours;
    this.countsSince[place] = at;
  }
}
