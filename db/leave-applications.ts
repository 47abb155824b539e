import type { LeaveId } from "#models/rostering/own-shift-ids";
import type { AbsenceId, PersonId } from "#models/rostering/roster-ids";
import type { Leave, LeaveTerms } from "#models/rostering/leave";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** An application with what came of it. */
export interface LeaveRow extends Leave {
  appliedAt: Date;
  decidedAt: Date | null;
  reason: string | null;
}

const LEAVE_COLUMNS = `
         leave.leave_id as "leaveId",
         leave.person_id as "personId",
         leave.kind,
         to_char(leave.from_on, 'YYYY-MM-DD') as "fromOn",
         to_char(leave.to_on, 'YYYY-MM-DD') as "toOn",
         leave.state,
         leave.applied_at as "appliedAt",
         leave.decided_at as "decidedAt",
         leave.reason
`;

const OF_PERSON = `
  select ${LEAVE_COLUMNS}
    from leave_applications as leave
   where leave.person_id = $1
     and leave.to_on >= $2::date
   order by leave.from_on desc, leave.applied_at desc
   limit 200
`;

/** Those of a person that end on the date or after it, the latest first. */
export async function leavesOf(
  db: Queryable,
  personId: PersonId,
  from: string,
): Promise<LeaveRow[]> {
  const { rows } = await db.query<LeaveRow>(OF_PERSON, [personId, from]);
  return rows;
}

const APPLY = `
  insert into leave_applications (person_id, kind, from_on, to_on, applied_at)
  values ($1, $2, $3, $4, $5)
`;

/** @throws with the constraint `one_leave_at_a_time` when it overlaps another that is open or approved. */
export async function applyForLeave(
  db: Queryable,
  { personId, kind, fromOn, toOn, at }: LeaveTerms & { personId: PersonId; at: Date },
): Promise<void> {
  await db.query(APPLY, [personId, kind, fromOn, toOn, at]);
}

const WITHDRAW = `
  update leave_applications
     set state = 'withdrawn'
   where leave_id = $1
     and person_id = $2
     and state = 'applied'
`;

/** False when it is decided already, or there is none such. */
export async function withdrawLeave(
  db: Queryable,
  { leaveId, personId }: { leaveId: LeaveId; personId: PersonId },
): Promise<boolean> {
  return (await db.query(WITHDRAW, [leaveId, personId])).rowCount === 1;
}

/** An application that waits, with who asks for it. */
export interface WaitingLeave extends LeaveRow {
  name: string;
  homeUnitId: UnitId;
  unitName: string;
  contractMinutesPerWeek: number;
}

const WAITING = `
  select ${LEAVE_COLUMNS},
         staff.name,
         staff.home_unit_id as "homeUnitId",
         units.name as "unitName",
         staff.contract_minutes_per_week as "contractMinutesPerWeek"
    from leave_applications as leave
    join staff using (person_id)
    join units on units.unit_id = staff.home_unit_id
   where leave.state = 'applied'
     and ($1::uuid is null or leave.leave_id = $1)
   order by leave.from_on, leave.applied_at
   limit 200
`;

/** Those that wait in the units whose rosters the person reads, the nearest first; or the one asked for. */
export async function waitingLeaves(db: Queryable, leaveId?: LeaveId): Promise<WaitingLeave[]> {
  const { rows } = await db.query<WaitingLeave>(WAITING, [leaveId ?? null]);
  return rows;
}

const DECIDE = `
  update leave_applications
     set state = $2, decided_by = $3, decided_at = $4, reason = $5, absence_id = $6
   where leave_id = $1
     and state = 'applied'
`;

export interface LeaveDecision {
  leaveId: LeaveId;
  /** The days on which the person is away; absent: it is declined. */
  absenceId: AbsenceId | undefined;
  reason: string | undefined;
  by: UserId;
  at: Date;
}

/** False when somebody else was first, or it was withdrawn. */
export async function decideLeave(db: Queryable, decision: LeaveDecision): Promise<boolean> {
  const { leaveId, absenceId, reason, by, at } = decision;
  const state = absenceId ? "approved" : "declined";
  const values = [leaveId, state, by, at, reason ?? null, absenceId ?? null];
  return (await db.query(DECIDE, values)).rowCount === 1;
}

const UNIT_OF = `
  select staff.home_unit_id as "unitId", staff.user_id as "userId"
    from leave_applications
    join staff using (person_id)
   where leave_id = $1
`;

/** Whose it is, for those who are told. */
export async function holderOfLeave(
  db: Queryable,
  leaveId: LeaveId,
): Promise<{ unitId: UnitId; userId: UserId | null } | undefined> {
  const { rows } = await db.query<{ unitId: UnitId; userId: UserId | null }>(UNIT_OF, [leaveId]);
  return rows[0];
}

/** A day of a unit as far as somebody's leave touches it. */
export interface LeaveDay {
  on: string;
  /** Others of the unit who are away, for whatever reason. */
  away: number;
  /** What the applicant works on it in a published roster; null: nothing. */
  shiftCode: string | null;
}

const DAYS = `
  select to_char(each."on", 'YYYY-MM-DD') as "on",
         (select count(distinct absence.person_id)::int
            from staff_absences as absence
            join staff on staff.person_id = absence.person_id
           where staff.home_unit_id = $2
             and absence.person_id <> $1
             and absence.withdrawn_at is null
             and each."on"::date between absence.from_on and absence.to_on) as away,
         (select (select shift ->> 'code'
                    from jsonb_array_elements(rosters.shifts) as shift
                   where shift ->> 'shiftId' = cell.shift_id)
            from roster_cells as cell
            join rosters using (roster_id)
           where cell.person_id = $1
             and cell.shift_id is not null
             and rosters.state <> 'draft'
             and rosters.starts_on + cell.day = each."on"::date
           limit 1) as "shiftCode"
    from generate_series($3::date, $4::date, interval '1 day') as each ("on")
   order by each."on"
`;

/** What an approver has to know of each day of a leave. */
export async function leaveDays(
  db: Queryable,
  { personId, homeUnitId, fromOn, toOn }: WaitingLeave,
): Promise<LeaveDay[]> {
  const { rows } = await db.query<LeaveDay>(DAYS, [personId, homeUnitId, fromOn, toOn]);
  return rows;
}
