import type { LocalHour } from "../arrivals/local-hour";
import { hospitalClock } from "../forecasts/hospital-clock";
import type { CompletedStay } from "../forecasts/unit-flow";
import type { SiteId, UnitId } from "../shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import {
  dividedByBeds,
  type Intake,
  intakes,
  KINDS_OF_STAY,
  type MadeUpUnit,
  onwardShares,
} from "./made-up-flows";
import {
  arrivalFactor,
  FLU_INTENSIVE_SHARE,
  fluPerDay,
  isHoliday,
  nextDayLevel,
  poisson,
} from "./made-up-seasons";
import { chance, gaussian, type RandomStream, randomStream, uniform } from "./random";

/** What is counted of a unit at the top of each hour. Arrays have a place for each hour. */
export interface MadeUpCensus {
  unit: MadeUpUnit;
  occupied: Uint16Array;
  boarding: Uint16Array;
  admissions: Uint16Array;
  discharges: Uint16Array;
  transfersIn: Uint16Array;
  transfersOut: Uint16Array;
}

/** Who lay where at one instant, with nothing that would tell who it was. */
export interface MadeUpPresence {
  unitId: UnitId;
  hoursSinceAdmission: number;
  hoursInUnit: number;
}

export interface MadeUpHistory {
  /** The first hour that was counted. */
  from: Date;
  census: readonly MadeUpCensus[];
  /** Of each site with an emergency department, by the hour that begins then. */
  arrivals: readonly { siteId: SiteId; perHour: Uint16Array }[];
  /** Whole weeks alone. */
  flu: readonly { weekEndsOn: string; general: number; intensive: number }[];
  /** Stays that ended within the last `staysDays`. */
  stays: readonly CompletedStay[];
  /** At each of the instants that were asked for. */
  presences: readonly { at: Date; patients: readonly MadeUpPresence[] }[];
}

interface Options {
  seed: string;
  units: readonly MadeUpUnit[];
  timeZone: string;
  /** The last hour that is counted. */
  until: Date;
  days: number;
  staysDays: number;
  presencesAt: readonly Date[];
}

/** The hospital begins empty this long before the first hour that is kept. */
const WARM_UP_DAYS = 30;
/** Who waits for a bed asks again after an hour, and takes any of the kind after six. */
const PATIENCE_HOURS = 6;
/** Of what is planned for a Saturday or a Sunday, what waits a day longer. */
const WEEKEND_DELAY = 0.35;

interface Patient {
  admittedHour: number;
  enteredHour: number;
  place: Place;
  /** Where to: undefined is home. */
  next: Place | undefined;
  isFlu: boolean;
  waitedHours: number;
}

interface Place extends MadeUpCensus {
  patients: Set<Patient>;
  onward: readonly { place: Place; share: number }[];
  intake: Intake | undefined;
}

/** A hospital's past, as counts: made up, the same for the same seed and end. */
export function makeUpHistory(options: Options): MadeUpHistory {
  return new History(options).run();
}

class History {
  private readonly random: RandomStream;
  private readonly start: number;
  private readonly hours: number;
  private readonly clock: LocalHour[];
  private readonly places: Place[];
  private readonly due: Patient[][];
  private readonly stays: CompletedStay[] = [];
  private readonly presences: { at: Date; patients: MadeUpPresence[] }[] = [];
  private readonly flu = new Map<string, { general: number; intensive: number }>();
  private readonly arrivals: { siteId: SiteId; department: Place; perHour: Uint16Array }[];
  private readonly waiting = new Map<Place, Patient[]>();
  private readonly fluScale: number;
  private dayLevel = 1;

  constructor(private readonly options: Options) {
    const { units, until, days, timeZone, seed } = options;
    this.random = randomStream(seed, "history");
    this.hours = (days + WARM_UP_DAYS) * 24;
    this.start = Math.floor(until.getTime() / MS_PER_HOUR) - this.hours;
    const clock = hospitalClock(timeZone);
    this.clock = Array.from({ length: this.hours + 24 }, (_, hour) =>
      clock(new Date((this.start + hour) * MS_PER_HOUR)),
    );
    this.due = Array.from({ length: this.hours + 1 }, () => []);
    const found = intakes(units);
    const series = () => new Uint16Array(this.hours + 1);
    this.places = units.map((unit) => ({
      unit,
      occupied: series(),
      boarding: series(),
      admissions: series(),
      discharges: series(),
      transfersIn: series(),
      transfersOut: series(),
      patients: new Set(),
      onward: [],
      intake: found.find((intake) => intake.unit === unit),
    }));
    for (const place of this.places)
      place.onward = onwardShares(place.unit, units).flatMap(({ unit, share }) => {
        const to = this.places.find((each) => each.unit === unit);
        return to ? [{ place: to, share }] : [];
      });
    this.arrivals = this.places
      .filter(({ unit }) => unit.kind === "emergency")
      .map((department) => ({ siteId: department.unit.siteId, department, perHour: series() }));
    const wardBeds = units.filter(({ kind }) => kind === "ward");
    this.fluScale = wardBeds.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0) / 100;
  }

  run(): MadeUpHistory {
    const asked = new Map(
      this.options.presencesAt.map((at) => [Math.floor(at.getTime() / MS_PER_HOUR), at]),
    );
    for (let hour = 0; hour < this.hours; hour += 1) {
      this.live(hour);
      this.count(hour + 1);
      const at = asked.get(this.start + hour + 1);
      if (at) this.presences.push({ at, patients: this.present(hour + 1) });
    }
    return this.kept();
  }

  /** What happens between this hour and the next. */
  private live(hour: number): void {
    const clock = this.clock[hour];
    if (!clock) return;
    if (clock.hour === 0) this.dayLevel = nextDayLevel(this.random, this.dayLevel);
    for (const patient of this.due[hour] ?? []) this.moveOn(patient, hour);
    this.admitElective(hour, clock);
    for (const { department, perHour } of this.arrivals)
      perHour[hour] = this.arrive(department, hour, clock);
    for (const { department } of this.arrivals) this.callIn(department, hour);
  }

  private admitElective(hour: number, { date, hour: hourOfDay, weekday }: LocalHour): void {
    // Five days a week, from six to four.
    if (weekday > 4 || isHoliday(date) || hourOfDay < 6 || hourOfDay >= 16) return;
    for (const place of this.places) {
      const perHour = ((place.intake?.electivePerHour ?? 0) * 168) / 50;
      for (let left = poisson(this.random, perHour); left > 0; left -= 1)
        // Who finds no bed is sent home and comes another day.
        if (this.hasBed(place)) this.enter(place, hour, this.newPatient(place, hour, place), true);
    }
  }

  private arrive(department: Place, hour: number, clock: LocalHour): number {
    const factor = arrivalFactor(clock, this.dayLevel);
    const { occupancy, meanHours } = KINDS_OF_STAY.emergency;
    const all = (department.unit.staffedBeds * occupancy) / meanHours;
    const others = this.places.filter(({ intake }) => intake !== undefined);
    const admitted = others.map(
      ({ intake }) => (intake?.emergencyPerHour ?? 0) / this.arrivals.length,
    );
    const admittedShare = admitted.reduce((sum, rate) => sum + rate, 0) / all;

    const queue = this.waiting.get(department) ?? [];
    const usual = poisson(this.random, all * factor);
    for (let left = usual; left > 0; left -= 1) {
      const to = chance(this.random, admittedShare) ? this.drawn(others, admitted) : undefined;
      queue.push(this.newPatient(department, hour, to));
    }
    const perDay =
      (fluPerDay(this.options.seed, clock.date) * this.fluScale) / this.arrivals.length;
    const flu = poisson(this.random, (perDay / 24) * arrivalFactor(clock, this.dayLevel));
    for (let left = flu; left > 0; left -= 1) queue.push(this.newFlu(department, hour, clock));
    this.waiting.set(department, queue);
    return usual + flu;
  }

  private newFlu(department: Place, hour: number, { date }: LocalHour): Patient {
    const isIntensive = chance(this.random, FLU_INTENSIVE_SHARE);
    const kind = isIntensive ? "intensive" : "ward";
    const week = this.flu.get(weekEndOf(date)) ?? { general: 0, intensive: 0 };
    week[isIntensive ? "intensive" : "general"] += 1;
    this.flu.set(weekEndOf(date), week);
    const takers = this.places.filter(({ unit }) => unit.kind === kind);
    const shares = dividedByBeds(
      takers.map(({ unit }) => unit),
      department.unit.siteId,
    );
    const to = this.drawn(
      takers,
      shares.map(({ share }) => share),
    );
    return { ...this.newPatient(department, hour, to), isFlu: true };
  }

  /** From the waiting room into the department's beds, in the order they came. */
  private callIn(department: Place, hour: number): void {
    const queue = this.waiting.get(department) ?? [];
    while (queue.length > 0 && this.hasBed(department)) {
      const patient = queue.shift();
      if (patient) this.enter(department, hour, patient, true);
    }
  }

  private newPatient(place: Place, hour: number, next: Place | undefined): Patient {
    return { admittedHour: hour, enteredHour: hour, place, next, isFlu: false, waitedHours: 0 };
  }

  private hasBed({ unit, patients }: Place): boolean {
    return patients.size < unit.licensedBeds;
  }

  private enter(place: Place, hour: number, patient: Patient, isFromOutside: boolean): void {
    const isEmergency = place.unit.kind === "emergency";
    // An emergency patient knows at the door where to; of others it is drawn when they enter.
    if (!isEmergency) patient.next = this.drawOnward(place);
    patient.place = place;
    patient.enteredHour = hour;
    patient.waitedHours = 0;
    place.patients.add(patient);
    const moved = isFromOutside ? place.admissions : place.transfersIn;
    moved[hour + 1] = (moved[hour + 1] ?? 0) + 1;
    const leaves = hour + this.stayHours(patient);
    this.remindAt(isEmergency ? leaves : this.usualHour(patient, leaves), patient);
  }

  private stayHours({ place, isFlu }: Patient): number {
    const { meanHours, spread } = KINDS_OF_STAY[place.unit.kind];
    const longer = isFlu && place.unit.kind !== "emergency" ? 1.15 : 1;
    const median = meanHours * longer * Math.exp(-(spread ** 2) / 2);
    return Math.max(1, Math.round(median * Math.exp(spread * gaussian(this.random))));
  }

  /** Patients leave when rounds, papers and transport are done; to intensive care at any time. */
  private usualHour({ next, enteredHour, place }: Patient, leaves: number): number {
    if (next?.unit.kind === "intensive") return leaves;
    const clock = this.clock[Math.min(leaves, this.clock.length - 1)];
    if (!clock) return leaves;
    const hourOfDay = Math.round(
      Math.min(
        21,
        Math.max(8, 13.5 + (place.unit.kind === "ward" ? 2.4 : 3.2) * gaussian(this.random)),
      ),
    );
    let usual = leaves - clock.hour + hourOfDay;
    if (usual <= enteredHour) usual += 24;
    return clock.weekday > 4 && chance(this.random, WEEKEND_DELAY) ? usual + 24 : usual;
  }

  private remindAt(hour: number, patient: Patient): void {
    this.due[hour]?.push(patient);
  }

  private moveOn(patient: Patient, hour: number): void {
    const { place, next } = patient;
    if (!next) return this.leave(patient, hour, undefined);
    const to = this.bedFor(patient, next);
    if (!to) {
      patient.waitedHours += 1;
      return this.remindAt(hour + 1, patient);
    }
    this.leave(patient, hour, to);
    this.enter(to, hour, patient, false);
    if (place.unit.kind === "emergency") this.callIn(place, hour);
  }

  private bedFor({ waitedHours, place }: Patient, wanted: Place): Place | undefined {
    if (this.hasBed(wanted)) return wanted;
    if (waitedHours < PATIENCE_HOURS && wanted.unit.kind !== "intensive") return undefined;
    return this.places.find(
      (each) => each.unit.kind === wanted.unit.kind && each !== place && this.hasBed(each),
    );
  }

  private leave(patient: Patient, hour: number, to: Place | undefined): void {
    const { place, enteredHour } = patient;
    place.patients.delete(patient);
    const moved = to ? place.transfersOut : place.discharges;
    moved[hour + 1] = (moved[hour + 1] ?? 0) + 1;
    if (hour < this.hours - this.options.staysDays * 24) return;
    this.stays.push({
      unitId: place.unit.unitId,
      kind: place.unit.kind,
      enteredAt: new Date((this.start + enteredHour) * MS_PER_HOUR),
      leftAt: new Date((this.start + hour) * MS_PER_HOUR),
      to: to && { unitId: to.unit.unitId, kind: to.unit.kind },
    });
  }

  private drawOnward({ onward }: Place): Place | undefined {
    let left = uniform(this.random);
    for (const { place, share } of onward) {
      left -= share;
      if (left < 0) return place;
    }
    return undefined;
  }

  private drawn(places: readonly Place[], weights: readonly number[]): Place | undefined {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let left = uniform(this.random) * total;
    return places.find((_, index) => {
      left -= weights[index] ?? 0;
      return left < 0;
    });
  }

  private count(hour: number): void {
    for (const { occupied, boarding, patients, unit } of this.places) {
      occupied[hour] = patients.size;
      if (unit.kind !== "emergency") continue;
      let waiting = 0;
      for (const { waitedHours } of patients) if (waitedHours > 0) waiting += 1;
      boarding[hour] = waiting;
    }
  }

  private present(hour: number): MadeUpPresence[] {
    return this.places.flatMap(({ unit, patients }) =>
      [...patients].map(({ admittedHour, enteredHour }) => ({
        unitId: unit.unitId,
        hoursSinceAdmission: hour - admittedHour,
        hoursInUnit: hour - enteredHour,
      })),
    );
  }

  private kept(): MadeUpHistory {
    const first = WARM_UP_DAYS * 24 + 1;
    const from = new Date((this.start + first) * MS_PER_HOUR);
    const firstWeek = weekEndOf(
      new Date(from.getTime() + 7 * MS_PER_DAY).toISOString().slice(0, 10),
    );
    const today = this.clock[this.hours]?.date ?? "";
    return {
      from,
      census: this.places.map((place) => ({
        unit: place.unit,
        occupied: place.occupied.subarray(first),
        boarding: place.boarding.subarray(first),
        admissions: place.admissions.subarray(first),
        discharges: place.discharges.subarray(first),
        transfersIn: place.transfersIn.subarray(first),
        transfersOut: place.transfersOut.subarray(first),
      })),
      // By the hour that begins, so they are those before the hours of the census.
      arrivals: this.arrivals.map(({ siteId, perHour }) => ({
        siteId,
        perHour: perHour.subarray(first - 1, this.hours),
      })),
      flu: weeksBetween(firstWeek, today).map((weekEndsOn) => ({
        weekEndsOn,
        ...(this.flu.get(weekEndsOn) ?? { general: 0, intensive: 0 }),
      })),
      stays: this.stays,
      presences: this.presences,
    };
  }
}

/** The Saturday of the week a date lies in; weeks begin on Sunday. */
function weekEndOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 6 - day.getUTCDay());
  return day.toISOString().slice(0, 10);
}

/** The Saturdays from the first on that lie before today. */
function weeksBetween(first: string, today: string): string[] {
  const weeks: string[] = [];
  for (let at = Date.parse(first); at < Date.parse(today); at += 7 * MS_PER_DAY)
    weeks.push(new Date(at).toISOString().slice(0, 10));
  return weeks;
}
