import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { RosterChangeKind, RosterState } from "#models/rostering/roster-settings";
import { AppError } from "#models/shared/errors";
import type { UserId } from "#models/shared/ids";
import { err, ok, type Result } from "#models/shared/result";
import type { Queryable } from "./pool";
import { type CellWithChanger, cellsWithChanger, type RosterCellRow } from "./rosters";

// Every change of a roster goes through here, whoever makes it: row-level security lets nobody write what is
// not theirs, the version of each cell lets nobody overwrite what they have not seen.

/** A square as it shall be. */
export interface WantedCell {
  personId: PersonId;
  day: number;
  /** As it was seen; 0 of a square that was never touched. Absent: whatever it is. */
  version?: number | undefined;
  /** Absent: as it is. */
  assignment?: Assignment | null | undefined;
  isPinned?: boolean | undefined;
}

export interface RosterChange {
  rosterId: RosterId;
  kind: RosterChangeKind;
  cells: readonly WantedCell[];
  by: UserId | null;
  at: Date;
  note?: string | undefined;
  /** Of `undo` and `redo`: the change that it undoes or does again. */
  counterpart?: string | undefined;
}

export type RosterChangeRefusal =
  | { reason: "not-found" }
  | { reason: "locked"; version: number }
  /** A person, a day, a shift or a unit that is not of this roster. */
  | { reason: "unknown-cell"; version: number }
  | { reason: "cells-changed"; version: number; cells: readonly CellWithChanger[] };

export interface RosterChanged {
  /** Undefined when every cell was as it was wanted already: then nothing was stored. */
  changeId: string | undefined;
  version: number;
  cells: readonly RosterCellRow[];
}

/** A roster as it is held until the transaction ends: nobody else changes it meanwhile. */
export interface HeldRoster {
  rosterId: RosterId;
  state: RosterState;
  version: number;
  days: number;
}

const HOLD = `
  select roster_id as "rosterId", state, version, days
    from rosters
   where roster_id = $1
     for no key update
`;

/** Undefined of a roster that is not there, or not theirs to change. */
export async function holdRoster(
  db: Queryable,
  rosterId: RosterId,
): Promise<HeldRoster | undefined> {
  const { rows } = await db.query<HeldRoster>(HOLD, [rosterId]);
  return rows[0];
}

/**
 * Changes cells, whole or not at all, and notes who did. A transaction is the caller's.
 *
 * @throws forbidden when one of them is not theirs to change
 */
export async function changeRosterCells(
  db: Queryable,
  change: RosterChange,
): Promise<Result<RosterChanged, RosterChangeRefusal>> {
  const held = await holdRoster(db, change.rosterId);
  if (!held) return err({ reason: "not-found" });
  const { version } = held;
  if (held.state === "locked") return err({ reason: "locked", version });
  if (!(await areOfRoster(db, held, change.cells))) return err({ reason: "unknown-cell", version });

  const before = await cellsWithChanger(db, change.rosterId, change.cells);
  const known = new Map(before.map((cell) => [placeOf(cell), cell]));
  const conflicts = change.cells.flatMap((wanted) => {
    const cell = known.get(placeOf(wanted));
    if (wanted.version === undefined || wanted.version === (cell?.version ?? 0)) return [];
    return [cell ?? neverTouched(wanted, change.at)];
  });
  if (conflicts.length > 0) return err({ reason: "cells-changed", version, cells: conflicts });

  const steps = change.cells.flatMap((wanted) => stepOf(wanted, known.get(placeOf(wanted))));
  if (steps.length === 0) return ok({ changeId: undefined, version, cells: [] });
  await writeCells(db, change, steps);
  const noted = await noteChange(db, held, change);
  await db.query(ADD_CELL_CHANGES, [noted.changeId, ...columnsOf(steps)]);
  return ok({ ...noted, cells: steps.map(({ after }) => after) });
}

interface Step {
  before: Pick<RosterCellRow, "assignment" | "isPinned"> | undefined;
  after: RosterCellRow;
}

const placeOf = ({ personId, day }: { personId: PersonId; day: number }) => `${personId} ${day}`;

const neverTouched = ({ personId, day }: WantedCell, at: Date): CellWithChanger => ({
  ...{ personId, day, assignment: null, isPinned: false, version: 0, by: null, at },
});

function stepOf(wanted: WantedCell, known: CellWithChanger | undefined): Step[] {
  const before = { assignment: known?.assignment ?? null, isPinned: known?.isPinned ?? false };
  const assignment = wanted.assignment === undefined ? before.assignment : wanted.assignment;
  const isPinned = wanted.isPinned ?? before.isPinned;
  if (isPinned === before.isPinned && isSameAssignment(assignment, before.assignment)) return [];
  const { personId, day } = wanted;
  const version = (known?.version ?? 0) + 1;
  return [{ before: known && before, after: { personId, day, assignment, isPinned, version } }];
}

export const isSameAssignment = (one: Assignment | null, other: Assignment | null): boolean =>
  one?.shiftId === other?.shiftId && one?.unitId === other?.unitId;

// People who left, or whose home is another unit by now, may still be taken off.
const OF_ROSTER = `
  select not exists (
    select
      from unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[]) as wanted (person_id, day, shift_id, unit_id)
      join rosters on rosters.roster_id = $1
     where wanted.day >= rosters.days
        or (not exists (select from staff
                         join roster_units as home
                           on home.roster_id = $1
                          and home.unit_id = staff.home_unit_id
                        where staff.person_id = wanted.person_id)
            and (wanted.shift_id is not null
              or not exists (select from roster_cells as held
                              where held.roster_id = $1
                                and held.person_id = wanted.person_id
                                and held.day = wanted.day)))
        or (wanted.shift_id is not null
            and (not exists (select from roster_units as place
                              where place.roster_id = $1 and place.unit_id = wanted.unit_id)
              or not exists (select from jsonb_array_elements(rosters.shifts) as shift
                              where shift ->> 'shiftId' = wanted.shift_id)))
  ) as "isRight"
`;

const HOME_OF = `
  select exists (
    select
      from staff
      join roster_units as home
        on home.roster_id = $1
       and home.unit_id = staff.home_unit_id
     where staff.person_id = $2
  ) as "isHome"
`;

/** Whether the roster is one of the person's home: only then are they put on it. */
export async function isOfRoster(
  db: Queryable,
  rosterId: RosterId,
  personId: PersonId,
): Promise<boolean> {
  const { rows } = await db.query<{ isHome: boolean }>(HOME_OF, [rosterId, personId]);
  return rows[0]?.isHome ?? false;
}

async function areOfRoster(
  db: Queryable,
  { rosterId }: HeldRoster,
  cells: readonly WantedCell[],
): Promise<boolean> {
  const places = new Set(cells.map(placeOf));
  if (places.size < cells.length) return false;
  const { rows } = await db.query<{ isRight: boolean }>(OF_ROSTER, [
    rosterId,
    cells.map(({ personId }) => personId),
    cells.map(({ day }) => day),
    cells.map(({ assignment }) => assignment?.shiftId ?? null),
    cells.map(({ assignment }) => assignment?.unitId ?? null),
  ]);
  return rows[0]?.isRight ?? false;
}

// Two statements, because a row that is proposed for insertion is judged as one that is new, though it is not.
const UPDATE_CELLS = `
  update roster_cells as cell
     set shift_id = wanted.shift_id,
         unit_id = wanted.unit_id,
         is_pinned = wanted.is_pinned,
         version = wanted.version,
         changed_by = $7,
         changed_at = $8
    from unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::boolean[], $9::int[])
      as wanted (person_id, day, shift_id, unit_id, is_pinned, version)
   where cell.roster_id = $1
     and cell.person_id = wanted.person_id
     and cell.day = wanted.day
`;
const INSERT_CELLS = `
  insert into roster_cells
         (roster_id, person_id, day, shift_id, unit_id, is_pinned, changed_by, changed_at, version)
  select $1, person_id, day, shift_id, unit_id, is_pinned, $7, $8, version
    from unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::boolean[], $9::int[])
      as wanted (person_id, day, shift_id, unit_id, is_pinned, version)
`;

async function writeCells(
  db: Queryable,
  { rosterId, by, at }: RosterChange,
  steps: readonly Step[],
): Promise<void> {
  for (const [sql, some] of [
    [UPDATE_CELLS, steps.filter(({ before }) => before)],
    [INSERT_CELLS, steps.filter(({ before }) => !before)],
  ] as const) {
    if (some.length === 0) continue;
    const { rowCount } = await db.query(sql, [
      rosterId,
      some.map(({ after }) => after.personId),
      some.map(({ after }) => after.day),
      some.map(({ after }) => after.assignment?.shiftId ?? null),
      some.map(({ after }) => after.assignment?.unitId ?? null),
      some.map(({ after }) => after.isPinned),
      by,
      at,
      some.map(({ after }) => after.version),
    ]);
    // Row-level security leaves out what is not theirs: whole or not at all.
    if (rowCount !== some.length) throw new AppError("forbidden", `cells of roster ${rosterId}`);
  }
}

const NEXT_VERSION = "update rosters set version = version + 1 where roster_id = $1";
const ADD_CHANGE = `
  insert into roster_changes (roster_id, version, kind, at, user_id, counterpart, note)
  values ($1, $2, $3, $4, $5, $6, $7)
  returning roster_change_id::text as "changeId"
`;

/** Notes a change of a roster that is held, and counts its version on. */
export async function noteChange(
  db: Queryable,
  { rosterId, version }: HeldRoster,
  { kind, by, at, note, counterpart }: Omit<RosterChange, "cells" | "rosterId">,
): Promise<{ changeId: string; version: number }> {
  const next = version + 1;
  await db.query(NEXT_VERSION, [rosterId]);
  const { rows } = await db.query<{ changeId: string }>(ADD_CHANGE, [
    ...[rosterId, next, kind, at, by, counterpart ?? null, note ?? null],
  ]);
  const changeId = rows[0]?.changeId;
  if (changeId === undefined) throw new Error(`a change of roster ${rosterId} was not noted`);
  return { changeId, version: next };
}

const ADD_CELL_CHANGES = `
  insert into roster_cell_changes
         (roster_change_id, person_id, day, before_shift_id, before_unit_id, before_pinned,
          after_shift_id, after_unit_id, after_pinned)
  select $1, *
    from unnest($2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::boolean[], $7::text[], $8::uuid[],
                $9::boolean[])
`;

const columnsOf = (steps: readonly Step[]): unknown[] => [
  steps.map(({ after }) => after.personId),
  steps.map(({ after }) => after.day),
  steps.map(({ before }) => before?.assignment?.shiftId ?? null),
  steps.map(({ before }) => before?.assignment?.unitId ?? null),
  steps.map(({ before }) => before?.isPinned ?? false),
  steps.map(({ after }) => after.assignment?.shiftId ?? null),
  steps.map(({ after }) => after.assignment?.unitId ?? null),
  steps.map(({ after }) => after.isPinned),
];
