import type { UnitKind } from "../encounters/demographics";
import { MS_PER_HOUR } from "../shared/time-range";
import {
  beginCourse,
  courseEndsAt,
  severityAt,
  type DeteriorationCourse,
} from "./deterioration-course";
import { exponential, uniform, type RandomStream } from "./random";
import { FLOWS, RESCUE_SEVERITY, type SimulatedHospital } from "./simulated-hospital";
import { COURSE_SHARES, ROUTINES } from "./simulated-patient";

interface FlowPatient {
  stayEndsAt: number;
  nextCourseAt: number;
  course: DeteriorationCourse | undefined;
  /** When intensive care is next asked for a bed. */
  rescueAt: number;
}

interface FlowUnit {
  kind: UnitKind;
  beds: number;
  patients: FlowPatient[];
  nextArrivalAt: number;
  /** The earliest that happens in the unit. */
  nextAt: number;
}

/** A simulated hospital without signs: who is where and for how long, by the same rules. */
export interface PatientFlow {
  occupancy: number;
  at: number;
  random: RandomStream;
  units: FlowUnit[];
  /** Transfers from elsewhere into intensive care so far. */
  intensiveTransfers: number;
}

/** How often a bed in intensive care is asked for again; the monitors' pace in the full simulation. */
const RESCUE_RETRY_MS = MS_PER_HOUR / 6;

/**
 * The hospital as it stands, with a future of its own: what has been drawn already for later (ends of stays,
 * arrivals, courses that have not begun) is drawn anew. All of it waits exponentially, so that what has been
 * waited does not matter: the future has the distribution it has given the state.
 */
export function flowFrom(hospital: SimulatedHospital, random: RandomStream): PatientFlow {
  const { at, occupancy } = hospital;
  const flow: PatientFlow = { occupancy, at, random, units: [], intensiveTransfers: 0 };
  flow.units = hospital.units.map(({ kind, beds }) => ({
    kind,
    beds: beds.length,
    patients: beds.flatMap(({ patient }) => {
      if (!patient) return [];
      const { course } = patient.body;
      const unfolding = course && severityAt(course, at) > 0 ? course : undefined;
      const lull = exponential(random, ROUTINES[kind].courseMs);
      const next: FlowPatient = {
        stayEndsAt: at + exponential(random, FLOWS[kind].meanStayMs),
        nextCourseAt: (unfolding ? courseEndsAt(unfolding) : at) + lull,
        course: unfolding,
        rescueAt: Infinity,
      };
      next.rescueAt = rescueOf(next, kind, at);
      return [next];
    }),
    nextArrivalAt: 0,
    nextAt: 0,
  }));
  for (const unit of flow.units) {
    unit.nextArrivalAt = at + arrivalWait(flow, unit);
    settle(unit);
  }
  return flow;
}

/** Lets everything happen up to `until`. */
export function flowOn(flow: PatientFlow, until: number): void {
  for (;;) {
    let unit = flow.units[0];
    for (const each of flow.units) if (unit && each.nextAt < unit.nextAt) unit = each;
    if (!unit || unit.nextAt > until) break;
    flow.at = unit.nextAt;
    happen(flow, unit);
    settle(unit);
  }
  flow.at = until;
}

function settle(unit: FlowUnit): void {
  let next = unit.nextArrivalAt;
  for (const { stayEndsAt, nextCourseAt, rescueAt } of unit.patients)
    next = Math.min(next, stayEndsAt, nextCourseAt, rescueAt);
  unit.nextAt = next;
}

function happen(flow: PatientFlow, unit: FlowUnit): void {
  const { at } = flow;
  if (unit.nextArrivalAt === at) {
    unit.nextArrivalAt = at + arrivalWait(flow, unit);
    if (occupancyOf(unit) < mostAdmitted(flow)) unit.patients.push(newcomer(flow, unit.kind));
    return;
  }
  for (const patient of unit.patients) {
    if (patient.nextCourseAt === at) {
      const draw = uniform(flow.random);
      const kind = COURSE_SHARES[unit.kind].find(([, upTo]) => draw < upTo)?.[0] ?? "sepsis";
      patient.course = beginCourse(flow.random, kind, at);
      patient.nextCourseAt =
        courseEndsAt(patient.course) + exponential(flow.random, ROUTINES[unit.kind].courseMs);
      patient.rescueAt = rescueOf(patient, unit.kind, at);
      return;
    }
    if (patient.stayEndsAt === at) {
      endStay(flow, unit, patient);
      return;
    }
    if (patient.rescueAt === at) {
      const severity = patient.course ? severityAt(patient.course, at) : 0;
      const rescue = emptiest(flow, "intensive", 1);
      if (severity >= RESCUE_SEVERITY && rescue) move(flow, unit, rescue, patient);
      else patient.rescueAt = severity >= RESCUE_SEVERITY ? at + RESCUE_RETRY_MS : Infinity;
      return;
    }
  }
}

function endStay(flow: PatientFlow, unit: FlowUnit, patient: FlowPatient): void {
  if (patient.course && severityAt(patient.course, flow.at) > 0) {
    patient.stayEndsAt = flow.at + 2 * MS_PER_HOUR;
    return;
  }
  const draw = uniform(flow.random);
  const onward = FLOWS[unit.kind].onward.find(([, upTo]) => draw < upTo);
  const target = onward && emptiest(flow, onward[0], mostAdmitted(flow));
  if (target) move(flow, unit, target, patient);
  else unit.patients.splice(unit.patients.indexOf(patient), 1);
}

function move(flow: PatientFlow, from: FlowUnit, to: FlowUnit, patient: FlowPatient): void {
  from.patients.splice(from.patients.indexOf(patient), 1);
  to.patients.push(patient);
  patient.stayEndsAt = flow.at + stayLength(flow, to.kind);
  patient.rescueAt = rescueOf(patient, to.kind, flow.at);
  if (to.kind === "intensive" && from.kind !== "intensive") flow.intensiveTransfers += 1;
  settle(to);
}

function newcomer(flow: PatientFlow, kind: UnitKind): FlowPatient {
  return {
    stayEndsAt: flow.at + stayLength(flow, kind),
    nextCourseAt: flow.at + exponential(flow.random, ROUTINES[kind].courseMs),
    course: undefined,
    rescueAt: Infinity,
  };
}

/** When the patient is first ill enough for intensive care; never for one who is there. */
const rescueOf = ({ course }: FlowPatient, kind: UnitKind, at: number): number =>
  course && kind !== "intensive" ? firstRescue(course, at) : Infinity;

/** The first moment from `at` on at which the course is severe enough; never for a mild one. */
function firstRescue(course: DeteriorationCourse, at: number): number {
  if (course.peak < RESCUE_SEVERITY) return Infinity;
  if (severityAt(course, at) >= RESCUE_SEVERITY) return at;
  let low = course.startsAt;
  let high = course.startsAt + course.riseMs;
  if (at > high) return Infinity;
  while (high - low > MS_PER_HOUR / 3_600) {
    const middle = (low + high) / 2;
    if (severityAt(course, middle) >= RESCUE_SEVERITY) high = middle;
    else low = middle;
  }
  return Math.max(at, high);
}

// As in the simulated hospital: the bed is made, arrivals keep the occupancy, the emptiest unit takes.
const stayLength = (flow: PatientFlow, kind: UnitKind) =>
  MS_PER_HOUR / 4 + exponential(flow.random, FLOWS[kind].meanStayMs);

function arrivalWait(flow: PatientFlow, unit: FlowUnit): number {
  const perStay = Math.max(1, unit.beds * flow.occupancy);
  const urgency = occupancyOf(unit) < flow.occupancy ? 1.5 : 0.6;
  return exponential(flow.random, FLOWS[unit.kind].meanStayMs / perStay / urgency);
}

const mostAdmitted = ({ occupancy }: PatientFlow) => Math.min(1, occupancy + 0.06);
const occupancyOf = ({ patients, beds }: FlowUnit) => patients.length / beds;

function emptiest(flow: PatientFlow, kind: UnitKind, upTo: number): FlowUnit | undefined {
  let found: FlowUnit | undefined;
  for (const unit of flow.units) {
    if (unit.kind !== kind || occupancyOf(unit) >= upTo) continue;
    if (!found || occupancyOf(unit) < occupancyOf(found)) found = unit;
  }
  return found;
}
