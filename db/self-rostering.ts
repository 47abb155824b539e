import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import type { RosterShift } from "#models/rostering/roster-problem";
import type { Placement, SelfRosteringWindow } from "#models/rostering/self-rostering";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A draft that the acting person may wish for, and place themselves into while its window is open. */
export interface DraftRoster {
  rosterId: RosterId;
  name: string;
  startsOn: string;
  days: number;
  timeZone: string;
  shifts: RosterShift[];
  window: SelfRosteringWindow | undefined;
}

type DraftRow = Omit<DraftRoster, "window"> &
  (SelfRosteringWindow | { opensAt: null; closesAt: null; mode: null });

const DRAFTS = `
  select roster_id as "rosterId",
         name,
         to_char(starts_on, 'YYYY-MM-DD') as "startsOn",
         days,
         time_zone as "timeZone",
         shifts,
         opens_at as "opensAt",
         closes_at as "closesAt",
         mode
    from own_draft_rosters()
`;

/** The next first. */
export async function ownDraftRosters(db: Queryable): Promise<DraftRoster[]> {
  const { rows } = await db.query<DraftRow>(DRAFTS);
  return rows.map(({ opensAt, closesAt, mode, ...roster }) => ({
    ...roster,
    window: mode ? { opensAt, closesAt, mode } : undefined,
  }));
}

type PlacementRow = Omit<Placement, "assignment"> & { shiftId: ShiftId; unitId: UnitId };

const PLACEMENTS = `
  select roster_id as "rosterId",
         person_id as "personId",
         day,
         shift_id as "shiftId",
         unit_id as "unitId"
    from self_placements
   where roster_id = any ($1::uuid[])
   order by day
`;

/** Who has placed themselves into these rosters: of all that the asking role may see. */
export async function placementsIn(
  db: Queryable,
  rosterIds: readonly RosterId[],
): Promise<Placement[]> {
  const { rows } = await db.query<PlacementRow>(PLACEMENTS, [rosterIds]);
  return rows.map(({ shiftId, unitId, ...placement }) => ({
    ...placement,
    assignment: { shiftId, unitId },
  }));
}

const HOLD = `
  select opens_at as "opensAt", closes_at as "closesAt", mode from hold_window($1)
`;

/** The window with its draft, held until the transaction ends; undefined where there is none. */
export async function holdWindow(
  db: Queryable,
  rosterId: RosterId,
): Promise<SelfRosteringWindow | undefined> {
  const { rows } = await db.query<SelfRosteringWindow>(HOLD, [rosterId]);
  return rows[0];
}

const PLACE = "select place_self($1, $2, $3, $4, $5, $6, $7)";

/**
 * The acting person takes the place. `most`: first come, so many have it at most; `weight`: balanced, what it
 * weighs when it is not met.
 *
 * @throws with the constraint `window_is_open`, `day_is_free` or `place_is_free`
 */
export async function placeSelf(
  db: Queryable,
  place: {
    rosterId: RosterId;
    day: number;
    assignment: Assignment;
    most: number;
    weight: number;
    at: Date;
  },
): Promise<void> {
  const { rosterId, day, assignment, most, weight, at } = place;
  const { shiftId, unitId } = assignment;
  await db.query(PLACE, [rosterId, day, shiftId, unitId, most, weight, at]);
}

const LEAVE = `select leave_place($1, $2, $3) as "isLeft"`;

/** @throws with the constraint `window_is_open` */
export async function leavePlace(
  db: Queryable,
  { rosterId, day, at }: { rosterId: RosterId; day: number; at: Date },
): Promise<boolean> {
  const { rows } = await db.query<{ isLeft: boolean }>(LEAVE, [rosterId, day, at]);
  return rows[0]?.isLeft ?? false;
}

const SET = `
  insert into self_rostering_windows (roster_id, opens_at, closes_at, mode, set_by, set_at)
  select roster_id, $2, $3, $4, $5, $6
    from rosters
   where roster_id = $1
     and state = 'draft'
      on conflict (roster_id) do update
     set opens_at = excluded.opens_at,
         closes_at = excluded.closes_at,
         mode = excluded.mode,
         set_by = excluded.set_by,
         set_at = excluded.set_at
   where self_rostering_windows.set_at = $7
`;

/**
 * `seenAt`: when the window that is overwritten was set, null where none was seen. False when the roster is no
 * draft, or its window is another by now.
 */
export async function setWindow(
  db: Queryable,
  rosterId: RosterId,
  { opensAt, closesAt, mode }: SelfRosteringWindow,
  { by, at, seenAt }: { by: UserId; at: Date; seenAt: Date | null },
): Promise<boolean> {
  const set = await db.query(SET, [rosterId, opensAt, closesAt, mode, by, at, seenAt]);
  return set.rowCount === 1;
}

export interface StoredWindow extends SelfRosteringWindow {
  setAt: Date;
  /** Null of somebody whose account is gone, or not theirs to read. */
  setBy: string | null;
}

const WINDOWS = `
  select roster_id as "rosterId",
         opens_at as "opensAt",
         closes_at as "closesAt",
         mode,
         set_at as "setAt",
         users.name as "setBy"
    from self_rostering_windows
    left join users on users.user_id = set_by
   where roster_id = any ($1::uuid[])
`;

export async function windowsOf(
  db: Queryable,
  rosterIds: readonly RosterId[],
): Promise<Map<RosterId, StoredWindow>> {
  const { rows } = await db.query<StoredWindow & { rosterId: RosterId }>(WINDOWS, [rosterIds]);
  return new Map(rows.map(({ rosterId, ...window }) => [rosterId, window]));
}

const PEOPLE = `
  select staff.person_id as "personId"
    from roster_units
    join staff on staff.home_unit_id = roster_units.unit_id
   where roster_units.roster_id = $1
     and staff.left_on is null
`;

/** Whom a window is told. */
export async function peopleOfRoster(db: Queryable, rosterId: RosterId): Promise<PersonId[]> {
  const { rows } = await db.query<{ personId: PersonId }>(PEOPLE, [rosterId]);
  return rows.map(({ personId }) => personId);
}
