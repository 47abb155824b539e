import type { ShiftId, Skill } from "../rostering/roster-ids";
import { type AbsenceKind, type Employment, type Grade } from "../rostering/roster-problem";
import type { AppointmentState } from "../appointments/appointment";

// What a line of each kind of file says, once it is read. Who and what it names is known to be there; dates
// are the hospital's (`2026-03-29`).

export interface StaffRow {
  staffNumber: string;
  name: string;
  grade: Grade;
  employment: Employment;
  unitCode: string;
  floatUnitCodes: readonly string[];
  skills: readonly Skill[];
  contractMinutesPerWeek: number;
  /** Absent: what is known of the person stays, or what their grade costs. */
  regularCost?: number;
  overtimeCost?: number;
  isNew: boolean;
}

export interface AbsenceRow {
  staffNumber: string;
  from: string;
  /** The last day. */
  to: string;
  absence: AbsenceKind;
  /** What each of its days counts towards the contract; absent: by the rule of this hospital. */
  creditMinutesPerDay?: number;
}

export interface ShiftRow {
  staffNumber: string;
  on: string;
  shiftId: ShiftId;
  unitCode: string;
}

export interface RequestRow {
  staffNumber: string;
  on: string;
  wants: "work" | "off";
  shiftId?: ShiftId;
}

export interface AppointmentRow {
  number: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  state: AppointmentState;
}

export interface ImportRows {
  staff: StaffRow;
  absences: AbsenceRow;
  shifts: ShiftRow;
  requests: RequestRow;
  appointments: AppointmentRow;
}
