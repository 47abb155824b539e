import type { UnitKind } from "../encounters/demographics";
import type { HospitalUnit } from "../hospital/demo-hospital";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { COURSE_KINDS } from "./deterioration-course";
import { chance, exponential, randomStream, shuffled, uniform, type RandomStream } from "./random";
import {
  drawCourseKind,
  newPatient,
  nextAppointmentAt,
  observe,
  startCourse,
  unfoldingCourse,
  type Observation,
  type SimulatedIdentity,
  type SimulatedPatient,
} from "./simulated-patient";

export interface BedPlace {
  siteCode: string;
  unitCode: string;
  bedLabel: string;
}

interface SimulatedBed {
  label: string;
  patient?: SimulatedPatient;
  stayEndsAt: number;
  /** Somebody else's patient lies here. */
  isForeign: boolean;
}

interface SimulatedUnit {
  siteCode: string;
  code: string;
  kind: UnitKind;
  beds: SimulatedBed[];
  nextArrivalAt: number;
}

/** Plain data: written to a file as it is, and read back to go on. */
export interface SimulatedHospital {
  seed: string;
  /** Makes the numbers of this hospital's patients its own. */
  tag: string;
  occupancy: number;
  at: number;
  admissions: number;
  random: RandomStream;
  units: SimulatedUnit[];
}

export type HospitalEvent = { at: number; identity: SimulatedIdentity; bed: BedPlace } & (
  | { type: "admitted" }
  | { type: "transferred"; priorBed: BedPlace; admittedAt: number }
  | { type: "discharged"; admittedAt: number }
  | { type: "observed"; signs: readonly Observation[]; laboratory: readonly Observation[] }
);

/** How often the monitors of a kind of unit speak, milliseconds. */
export type Pace = (kind: UnitKind) => number;

// Mean stay; and where a patient goes at its end, by share, the rest going home.
export const FLOWS: Record<
  UnitKind,
  { meanStayMs: number; onward: readonly [UnitKind, number][] }
> = {
  intensive: {
    meanStayMs: 3.3 * MS_PER_DAY,
    onward: [
      ["step-down", 0.65],
      ["ward", 0.9],
    ],
  },
  "step-down": {
    meanStayMs: 2 * MS_PER_DAY,
    onward: [
      ["ward", 0.8],
      ["intensive", 0.88],
    ],
  },
  ward: { meanStayMs: 4.2 * MS_PER_DAY, onward: [["intensive", 0.06]] },
  emergency: {
    meanStayMs: 4.5 * MS_PER_HOUR,
    onward: [
      ["ward", 0.2],
      ["intensive", 0.24],
    ],
  },
};
/** A ward patient this ill is moved to intensive care when it has a bed. */
export const RESCUE_SEVERITY = 0.75;

/** An empty hospital; `fill` admits its first patients. */
export const newHospital = (
  seed: string,
  tag: string,
  units: readonly HospitalUnit[],
  occupancy: number,
  at: number,
): SimulatedHospital => ({
  seed,
  tag,
  occupancy,
  at,
  admissions: 0,
  random: randomStream(seed, "hospital"),
  units: units.map((unit) => ({
    siteCode: unit.siteCode,
    code: unit.code,
    kind: unit.kind,
    beds: unit.bedLabels.map((label) => ({ label, stayEndsAt: 0, isForeign: false })),
    nextArrivalAt: at,
  })),
});

/** Fills each unit to its occupancy at once: the state in which a day begins. Some are in mid-course. */
export function fill(hospital: SimulatedHospital, at: number): HospitalEvent[] {
  const events: HospitalEvent[] = [];
  for (const unit of hospital.units) {
    const wanted = Math.round(unit.beds.length * hospital.occupancy);
    const beds = shuffled(hospital.random, unit.beds).slice(0, wanted);
    for (const bed of beds) events.push(admit(hospital, unit, bed, at));
    for (const { patient } of beds) if (patient) perhapsInMidCourse(hospital, patient, at);
    unit.nextArrivalAt = at + arrivalWait(hospital, unit);
  }
  return events;
}

function perhapsInMidCourse(
  hospital: SimulatedHospital,
  patient: SimulatedPatient,
  at: number,
): void {
  if (!chance(hospital.random, patient.unitKind === "intensive" ? 0.09 : 0.03)) return;
  startCourse(patient, drawCourseKind(patient), at - uniform(hospital.random) * 6 * MS_PER_HOUR);
}

/**
 * Starts courses that will show within minutes of `at`, so that whoever opens the board sees one
 * unfold: quick ones, in intensive care first, one of each kind.
 */
export function unfoldSoon(hospital: SimulatedHospital, at: number, count: number): void {
  const stable = shuffled(hospital.random, occupiedBeds(hospital, ["intensive", "step-down"]))
    .map(({ patient }) => patient)
    .filter((patient) => !unfoldingCourse(patient, at));
  for (const [index, patient] of stable.slice(0, count).entries()) {
    const kind = COURSE_KINDS[index % COURSE_KINDS.length] ?? "sepsis";
    // An arrhythmia is sudden and simply waits; the others have begun and have minutes to go.
    const startsAt = kind === "arrhythmia" ? at + 2 * MS_PER_MINUTE : at - 4 * MS_PER_MINUTE;
    startCourse(patient, kind, startsAt, kind === "arrhythmia" ? 1 : 0.1);
  }
}

const occupiedBeds = (hospital: SimulatedHospital, kinds: readonly UnitKind[]) =>
  hospital.units
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ beds }) =>
      beds.flatMap((bed) => (bed.patient ? [{ bed, patient: bed.patient }] : [])),
    );

/** Spreads the next messages of all monitors evenly over their interval from `at` on. */
export function spreadMonitors(hospital: SimulatedHospital, at: number, pace: Pace): void {
  let index = 0;
  for (const unit of hospital.units) {
    for (const { patient } of unit.beds) {
      if (!patient) continue;
      // Multiples of the golden ratio fall evenly however many there are.
      patient.next.monitor = at + ((index * 0.618_034) % 1) * pace(unit.kind);
      index += 1;
    }
  }
}

/** What happens up to `until`, in order of time. Consume it whole: the hospital moves as it is read. */
export function* advance(
  hospital: SimulatedHospital,
  until: number,
  pace: Pace,
): Generator<HospitalEvent> {
  for (;;) {
    const due = earliest(hospital);
    if (!due || due.at > until) break;
    // After a pause of the simulator the missed appointments are made up for at their time.
    hospital.at = Math.max(hospital.at, due.at);
    yield* due.bed
      ? bedEvents(hospital, due.unit, due.bed, due.at, pace)
      : arrivals(hospital, due.unit, due.at);
  }
  hospital.at = Math.max(hospital.at, until);
}

interface Due {
  at: number;
  unit: SimulatedUnit;
  bed?: SimulatedBed;
}

function earliest(hospital: SimulatedHospital): Due | undefined {
  let first: Due | undefined;
  for (const unit of hospital.units) {
    if (!first || unit.nextArrivalAt < first.at) first = { at: unit.nextArrivalAt, unit };
    for (const bed of unit.beds) {
      if (!bed.patient) continue;
      const at = Math.min(bed.stayEndsAt, nextAppointmentAt(bed.patient));
      if (at < first.at) first = { at, unit, bed };
    }
  }
  return first;
}

function* bedEvents(
  hospital: SimulatedHospital,
  unit: SimulatedUnit,
  bed: SimulatedBed,
  at: number,
  pace: Pace,
): Generator<HospitalEvent> {
  const { patient } = bed;
  if (!patient) return;
  if (at >= bed.stayEndsAt) {
    yield* endStay(hospital, unit, bed, patient, at);
    return;
  }
  const { signs, laboratory } = observe(patient, at, pace(unit.kind));
  if (signs.length > 0 || laboratory.length > 0) {
    yield {
      type: "observed",
      at,
      identity: patient.identity,
      bed: placeOf(unit, bed),
      signs,
      laboratory,
    };
  }
  const severity = unfoldingCourse(patient, at)?.severity ?? 0;
  if (severity < RESCUE_SEVERITY || unit.kind === "intensive") return;
  const rescue = freeBed(hospital, "intensive", 1);
  if (rescue) yield move(hospital, { unit, bed }, rescue, patient, at);
}

function* endStay(
  hospital: SimulatedHospital,
  unit: SimulatedUnit,
  bed: SimulatedBed,
  patient: SimulatedPatient,
  at: number,
): Generator<HospitalEvent> {
  // Nobody leaves in the middle of a crisis.
  if (unfoldingCourse(patient, at)) {
    bed.stayEndsAt = at + 2 * MS_PER_HOUR;
    return;
  }
  const draw = uniform(hospital.random);
  const onward = FLOWS[unit.kind].onward.find(([, upTo]) => draw < upTo);
  const target = onward && freeBed(hospital, onward[0], mostAdmitted(hospital));
  if (target) {
    yield move(hospital, { unit, bed }, target, patient, at);
    return;
  }
  delete bed.patient;
  const { identity, admittedAt } = patient;
  yield { type: "discharged", at, identity, bed: placeOf(unit, bed), admittedAt };
}

type Place = { unit: SimulatedUnit; bed: SimulatedBed };

function move(
  hospital: SimulatedHospital,
  from: Place,
  to: Place,
  patient: SimulatedPatient,
  at: number,
): HospitalEvent {
  delete from.bed.patient;
  patient.unitKind = to.unit.kind;
  to.bed.patient = patient;
  to.bed.stayEndsAt = at + stayLength(hospital, to.unit.kind);
  return {
    type: "transferred",
    at,
    identity: patient.identity,
    bed: placeOf(to.unit, to.bed),
    priorBed: placeOf(from.unit, from.bed),
    admittedAt: patient.admittedAt,
  };
}

function* arrivals(
  hospital: SimulatedHospital,
  unit: SimulatedUnit,
  at: number,
): Generator<HospitalEvent> {
  unit.nextArrivalAt = at + arrivalWait(hospital, unit);
  const bed = freeBedOf(hospital, unit);
  if (bed && occupancyOf(unit) < mostAdmitted(hospital)) yield admit(hospital, unit, bed, at);
}

function admit(
  hospital: SimulatedHospital,
  unit: SimulatedUnit,
  bed: SimulatedBed,
  at: number,
): HospitalEvent {
  hospital.admissions += 1;
  const number = `${hospital.tag}${hospital.admissions.toString(36).padStart(4, "0")}`;
  const numbers = { medicalRecord: `S${number}`, visitNumber: `V${number}` };
  bed.patient = newPatient(`${hospital.seed}:${hospital.admissions}`, numbers, unit.kind, at);
  bed.stayEndsAt = at + stayLength(hospital, unit.kind);
  return { type: "admitted", at, identity: bed.patient.identity, bed: placeOf(unit, bed) };
}

/** Takes a patient out whose admission the receiver refused; `isForeign` also leaves the bed alone from now on. */
export function withdraw(
  hospital: SimulatedHospital,
  visitNumber: string,
  { isForeign }: { isForeign: boolean },
): void {
  for (const { beds } of hospital.units) {
    for (const bed of beds) {
      if (bed.patient?.identity.visitNumber !== visitNumber) continue;
      delete bed.patient;
      bed.isForeign = isForeign;
    }
  }
}

/** How long a patient whose transfer was refused waits in the old bed for another try. */
const TRANSFER_RETRY_MS = MS_PER_HOUR / 2;

/**
 * Puts a patient whose transfer the receiver refused back into the old bed, and leaves the refused one
 * alone from now on. False when the old bed has been given away since: then nobody was moved.
 */
export function returnToBed(
  hospital: SimulatedHospital,
  visitNumber: string,
  { refused, prior, at }: { refused: BedPlace; prior: BedPlace; at: number },
): boolean {
  const from = bedAt(hospital, refused);
  const to = bedAt(hospital, prior);
  const patient = from?.bed.patient;
  if (!from || !to || patient?.identity.visitNumber !== visitNumber || to.bed.patient) return false;
  delete from.bed.patient;
  from.bed.isForeign = true;
  patient.unitKind = to.unit.kind;
  to.bed.patient = patient;
  to.bed.stayEndsAt = at + TRANSFER_RETRY_MS;
  return true;
}

function bedAt(hospital: SimulatedHospital, { unitCode, bedLabel }: BedPlace): Place | undefined {
  const unit = hospital.units.find(({ code }) => code === unitCode);
  const bed = unit?.beds.find(({ label }) => label === bedLabel);
  return unit && bed && { unit, bed };
}

/** Where a visit is; undefined when the hospital no longer counts it among its own. */
export const findPatient = (
  hospital: SimulatedHospital,
  visitNumber: string,
): { patient: SimulatedPatient; bed: BedPlace } | undefined => {
  for (const unit of hospital.units) {
    for (const bed of unit.beds) {
      const { patient } = bed;
      if (patient?.identity.visitNumber === visitNumber)
        return { patient, bed: placeOf(unit, bed) };
    }
  }
  return undefined;
};

/** Beds that were found taken may have become free: they are tried again. */
export function forgetForeignPatients(hospital: SimulatedHospital): void {
  for (const { beds } of hospital.units) for (const bed of beds) bed.isForeign = false;
}

/** Leaves out what should have been measured before `at`; stays end when they would have. */
export function skipTo(hospital: SimulatedHospital, at: number): void {
  for (const unit of hospital.units) {
    unit.nextArrivalAt = Math.max(unit.nextArrivalAt, at);
    for (const bed of unit.beds) {
      if (!bed.patient) continue;
      bed.stayEndsAt = Math.max(bed.stayEndsAt, at);
      const { next } = bed.patient;
      bed.patient.next = {
        monitor: Math.max(next.monitor, at),
        cuff: Math.max(next.cuff, at),
        chart: Math.max(next.chart, at),
        consciousness: Math.max(next.consciousness, at),
        blood: Math.max(next.blood, at),
        oxygenReview: Math.max(next.oxygenReview, at),
        course: next.course,
      };
    }
  }
  hospital.at = Math.max(hospital.at, at);
}

// A quarter of an hour at least: a bed is made before the next patient.
const stayLength = (hospital: SimulatedHospital, kind: UnitKind) =>
  MS_PER_HOUR / 4 + exponential(hospital.random, FLOWS[kind].meanStayMs);

function arrivalWait(hospital: SimulatedHospital, unit: SimulatedUnit): number {
  // Little's law gives the rate that keeps the unit at its occupancy; a unit that has run empty fills faster.
  const perStay = Math.max(1, unit.beds.length * hospital.occupancy);
  const urgency = occupancyOf(unit) < hospital.occupancy ? 1.5 : 0.6;
  return exponential(hospital.random, FLOWS[unit.kind].meanStayMs / perStay / urgency);
}

/** Above this a unit keeps its last beds for emergencies. */
const mostAdmitted = ({ occupancy }: SimulatedHospital) => Math.min(1, occupancy + 0.06);

const occupancyOf = ({ beds }: SimulatedUnit) =>
  beds.filter(({ patient, isForeign }) => patient || isForeign).length / beds.length;

function freeBedOf(hospital: SimulatedHospital, unit: SimulatedUnit): SimulatedBed | undefined {
  const free = unit.beds.filter(({ patient, isForeign }) => !patient && !isForeign);
  return free[Math.floor(uniform(hospital.random) * free.length)];
}

/** A bed in the emptiest unit of the kind; none when all are fuller than `upTo`. */
function freeBed(hospital: SimulatedHospital, kind: UnitKind, upTo: number): Place | undefined {
  const [unit] = hospital.units
    .filter((each) => each.kind === kind && occupancyOf(each) < upTo)
    .toSorted((one, other) => occupancyOf(one) - occupancyOf(other));
  const bed = unit && freeBedOf(hospital, unit);
  return bed && { unit, bed };
}

const placeOf = (unit: SimulatedUnit, bed: SimulatedBed): BedPlace => ({
  siteCode: unit.siteCode,
  unitCode: unit.code,
  bedLabel: bed.label,
});

export function census(hospital: SimulatedHospital, at: number) {
  const patients = hospital.units.flatMap(({ beds }) =>
    beds.flatMap(({ patient }) => (patient ? [patient] : [])),
  );
  return {
    patients: patients.length,
    unfolding: patients.filter((patient) => unfoldingCourse(patient, at)).length,
  };
}
