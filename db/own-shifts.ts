import { z } from "zod";
import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import { RosterShift } from "#models/rostering/roster-problem";
import type { RosterState } from "#models/rostering/roster-settings";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A roster as far as those who work in it need it: when its shifts are. */
export interface WorkedRoster {
  rosterId: RosterId;
  /** `2026-11-30`. */
  startsOn: string;
  days: number;
  timeZone: string;
  shifts: RosterShift[];
  publishedAt: Date | null;
  state: RosterState;
}

const ROSTERS = `
  select roster_id as "rosterId",
         to_char(starts_on, 'YYYY-MM-DD') as "startsOn",
         days,
         time_zone as "timeZone",
         shifts,
         published_at as "publishedAt",
         state
    from rosters
   where roster_id = any ($1::uuid[])
   order by starts_on
`;

const Shifts = z.array(RosterShift);

export async function workedRosters(
  db: Queryable,
  rosterIds: readonly RosterId[],
): Promise<Map<RosterId, WorkedRoster>> {
  const { rows } = await db.query<WorkedRoster>(ROSTERS, [rosterIds]);
  return new Map(
    rows.map((roster) => [roster.rosterId, { ...roster, shifts: Shifts.parse(roster.shifts) }]),
  );
}

const PUBLISHED_IDS = `
  select distinct rosters.roster_id as "rosterId"
    from rosters
    left join roster_units using (roster_id)
    left join roster_cells as cell
      on cell.roster_id = rosters.roster_id
     and cell.person_id = $1
   where rosters.state <> 'draft'
     and rosters.starts_on + rosters.days > $3::date
     and (roster_units.unit_id = $2 or cell.person_id is not null)
`;

/** Published rosters of somebody's unit, or with a shift of theirs, that end after the date. */
export async function publishedRosterIds(
  db: Queryable,
  { personId, homeUnitId }: { personId: PersonId; homeUnitId: UnitId },
  from: string,
): Promise<RosterId[]> {
  const { rows } = await db.query<{ rosterId: RosterId }>(PUBLISHED_IDS, [
    ...[personId, homeUnitId, from],
  ]);
  return rows.map(({ rosterId }) => rosterId);
}

/** A shift of one's own, with who works it too. */
export interface OwnCell {
  rosterId: RosterId;
  day: number;
  assignment: Assignment;
  changedAt: Date;
  with: string[];
}

type FlatCell = Omit<OwnCell, "assignment" | "with"> & {
  shiftId: ShiftId;
  unitId: UnitId;
  with: string[] | null;
};

// Colleagues are joined to the few shifts that are one's own, not to the whole roster.
const CELLS = `
  with own as materialized (
    select roster_id, person_id, day, shift_id, unit_id, changed_at
      from roster_cells
     where person_id = $1
       and roster_id = any ($2::uuid[])
       and shift_id is not null
  ), beside as materialized (
    select own.roster_id, own.day, other.person_id
      from own
      join roster_cells as other
        on other.roster_id = own.roster_id
       and other.day = own.day
       and other.shift_id = own.shift_id
       and other.unit_id = own.unit_id
       and other.person_id <> own.person_id
  )
  select own.roster_id as "rosterId",
         own.day,
         own.shift_id as "shiftId",
         own.unit_id as "unitId",
         own.changed_at as "changedAt",
         (select array_agg(colleagues.name order by colleagues.name)
            from beside
            join colleagues using (person_id)
           where beside.roster_id = own.roster_id
             and beside.day = own.day) as "with"
    from own
   order by own.day
`;

/** What somebody works in these rosters, as that person may read it. */
export async function ownCells(
  db: Queryable,
  personId: PersonId,
  rosterIds: readonly RosterId[],
): Promise<OwnCell[]> {
  const { rows } = await db.query<FlatCell>(CELLS, [personId, rosterIds]);
  return rows.map(({ shiftId, unitId, with: beside, ...cell }) => ({
    ...cell,
    assignment: { shiftId, unitId },
    with: beside ?? [],
  }));
}

const WHO_WORKS_AT = `
  select distinct cell.person_id as "personId"
    from unnest($2::integer[], $3::text[], $4::uuid[]) as place (day, shift_id, unit_id)
    join roster_cells as cell
      on cell.roster_id = $1
     and cell.day = place.day
     and cell.shift_id = place.shift_id
     and cell.unit_id = place.unit_id
`;

/** Who works one of these shifts as the roster is now; for whoever reads every roster. */
export async function whoWorksAt(
  db: Queryable,
  rosterId: RosterId,
  places: readonly { day: number; assignment: Assignment }[],
): Promise<PersonId[]> {
  const { rows } = await db.query<{ personId: PersonId }>(WHO_WORKS_AT, [
    rosterId,
    places.map(({ day }) => day),
    places.map(({ assignment }) => assignment.shiftId),
    places.map(({ assignment }) => assignment.unitId),
  ]);
  return rows.map(({ personId }) => personId);
}

/** A change of one's own published shifts; null: free. */
export interface OwnShiftChange {
  rosterId: RosterId;
  day: number;
  before: Assignment | null;
  after: Assignment | null;
  at: Date;
}

const CHANGES = `
  select roster_id as "rosterId",
         day,
         before_shift_id as "beforeShiftId",
         before_unit_id as "beforeUnitId",
         after_shift_id as "afterShiftId",
         after_unit_id as "afterUnitId",
         at
    from own_shift_changes($1)
`;

/** Of the acting person, since then, the newest last. */
export async function ownShiftChanges(db: Queryable, since: Date): Promise<OwnShiftChange[]> {
  const { rows } = await db.query<{
    rosterId: RosterId;
    day: number;
    beforeShiftId: ShiftId | null;
    beforeUnitId: UnitId | null;
    afterShiftId: ShiftId | null;
    afterUnitId: UnitId | null;
    at: Date;
  }>(CHANGES, [since]);
  return rows.map(({ rosterId, day, at, ...row }) => ({
    ...{ rosterId, day, at },
    before: assignmentOf(row.beforeShiftId, row.beforeUnitId),
    after: assignmentOf(row.afterShiftId, row.afterUnitId),
  }));
}

const assignmentOf = (shiftId: ShiftId | null, unitId: UnitId | null): Assignment | null =>
  shiftId && unitId ? { shiftId, unitId } : null;

const LOOKED = `select looked_at as "lookedAt" from own_shift_looks where person_id = $1`;

/** Up to when somebody has seen changes; undefined of one who never has. */
export async function lookedAt(db: Queryable, personId: PersonId): Promise<Date | undefined> {
  const { rows } = await db.query<{ lookedAt: Date }>(LOOKED, [personId]);
  return rows[0]?.lookedAt;
}

const LOOK = `
  insert into own_shift_looks as known (person_id, looked_at)
  values ($1, $2)
      on conflict (person_id) do update
     set looked_at = greatest(known.looked_at, excluded.looked_at)
`;

export async function noteLook(db: Queryable, personId: PersonId, at: Date): Promise<void> {
  await db.query(LOOK, [personId, at]);
}

const USERS = `
  select user_id as "userId"
    from staff
   where person_id = any ($1::uuid[])
     and user_id is not null
`;

/** The accounts of these people, of those who have one. */
export async function usersOfPeople(
  db: Queryable,
  personIds: readonly PersonId[],
): Promise<UserId[]> {
  const { rows } = await db.query<{ userId: UserId }>(USERS, [personIds]);
  return rows.map(({ userId }) => userId);
}
