import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId } from "#models/rostering/roster-ids";
import type { RosterChangeKind } from "#models/rostering/roster-settings";
import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";
import { type RosterCellRow, rosterCells } from "./rosters";

/** A change as the history lists it. */
export interface RosterChangeRow {
  changeId: string;
  version: number;
  kind: RosterChangeKind;
  at: Date;
  userId: UserId | null;
  by: string | null;
  note: string | null;
  keptAs: string | null;
  isUndone: boolean;
  cellCount: number;
}

const CHANGE_COLUMNS = `
         change.roster_change_id::text as "changeId",
         change.version,
         change.kind,
         change.at,
         change.user_id as "userId",
         users.name as by,
         change.note,
         change.undone_by is not null as "isUndone",
         (select count(*)::int from roster_cell_changes as cell
           where cell.roster_change_id = change.roster_change_id) as "cellCount"
`;

const HISTORY = `
  select ${CHANGE_COLUMNS},
         (select kept.name from roster_versions as kept
           where kept.roster_id = change.roster_id
             and kept.version = change.version) as "keptAs"
    from roster_changes as change
    left join users using (user_id)
   where change.roster_id = $1
     and change.version < $2
   order by change.version desc
   limit $3
`;
const AFTER_LAST = 2_147_483_647;

/** Changes before a version, newest first. */
export async function rosterHistory(
  db: Queryable,
  rosterId: RosterId,
  { before = AFTER_LAST, most }: { before?: number | undefined; most: number },
): Promise<RosterChangeRow[]> {
  const { rows } = await db.query<RosterChangeRow>(HISTORY, [rosterId, before, most]);
  return rows;
}

const CHANGES_AFTER = `
  select ${CHANGE_COLUMNS},
         null as "keptAs"
    from roster_changes as change
    left join users using (user_id)
   where change.roster_id = $1
     and change.version > $2
   order by change.version
`;

/** Changes after a version, oldest first: what somebody has missed who has that one. */
export async function rosterChangesAfter(
  db: Queryable,
  rosterId: RosterId,
  version: number,
): Promise<RosterChangeRow[]> {
  const { rows } = await db.query<RosterChangeRow>(CHANGES_AFTER, [rosterId, version]);
  return rows;
}

/** One cell of a change, as it was and as it became. */
export interface CellChange {
  changeId: string;
  personId: PersonId;
  day: number;
  before: { assignment: Assignment | null; isPinned: boolean };
  after: { assignment: Assignment | null; isPinned: boolean };
}

interface FlatCellChange {
  changeId: string;
  personId: PersonId;
  day: number;
  beforeAssignment: Assignment | null;
  beforePinned: boolean;
  afterAssignment: Assignment | null;
  afterPinned: boolean;
}

const CELL_CHANGE_COLUMNS = `
         cell.roster_change_id::text as "changeId",
         cell.person_id as "personId",
         cell.day,
         case when cell.before_shift_id is not null
              then json_build_object('shiftId', cell.before_shift_id, 'unitId', cell.before_unit_id)
         end as "beforeAssignment",
         cell.before_pinned as "beforePinned",
         case when cell.after_shift_id is not null
              then json_build_object('shiftId', cell.after_shift_id, 'unitId', cell.after_unit_id)
         end as "afterAssignment",
         cell.after_pinned as "afterPinned"
`;

const nested = (row: FlatCellChange): CellChange => ({
  changeId: row.changeId,
  personId: row.personId,
  day: row.day,
  before: { assignment: row.beforeAssignment, isPinned: row.beforePinned },
  after: { assignment: row.afterAssignment, isPinned: row.afterPinned },
});

const CELLS_OF_CHANGES = `
  select ${CELL_CHANGE_COLUMNS}
    from unnest($1::bigint[]) as wanted (roster_change_id)
   cross join lateral (
     select *
       from roster_cell_changes as each
      where each.roster_change_id = wanted.roster_change_id
      order by person_id, day
      limit $2
   ) as cell
   order by cell.roster_change_id, cell.person_id, cell.day
`;

/** Cells of these changes, so many of each at most. */
export async function cellsOfChanges(
  db: Queryable,
  changeIds: readonly string[],
  { most = AFTER_LAST }: { most?: number } = {},
): Promise<CellChange[]> {
  const { rows } = await db.query<FlatCellChange>(CELLS_OF_CHANGES, [changeIds, most]);
  return rows.map(nested);
}

const CELLS_BEFORE = `
  select distinct on (cell.person_id, cell.day) ${CELL_CHANGE_COLUMNS}
    from roster_changes as change
    join roster_cell_changes as cell using (roster_change_id)
   where change.roster_id = $1
     and change.version > $2
   order by cell.person_id, cell.day, change.version
`;

/**
 * The roster as it was at a version: what it is now, with every change since taken back. Undefined of a version
 * that it never had. Versions of cells are the present ones.
 */
export async function rosterAtVersion(
  db: Queryable,
  rosterId: RosterId,
  { version, current }: { version: number; current: number },
): Promise<RosterCellRow[] | undefined> {
  if (version > current) return undefined;
  const now = await rosterCells(db, rosterId);
  const { rows } = await db.query<FlatCellChange>(CELLS_BEFORE, [rosterId, version]);
  const before = new Map(rows.map(nested).map((cell) => [`${cell.personId} ${cell.day}`, cell]));
  return now.map((cell) => ({ ...cell, ...before.get(`${cell.personId} ${cell.day}`)?.before }));
}

/** Kinds of changes that somebody may take back; undoing and doing again are steps between them. */
const UNDOABLE = ["edit", "pin", "solve", "restore"] satisfies readonly RosterChangeKind[];

const NEXT_UNDO = `
  select roster_change_id::text as "changeId", kind
    from roster_changes
   where roster_id = $1
     and user_id = $2
     and kind = any ($3::text[])
     and undone_by is null
     and version > $4
   order by roster_change_id desc
   limit 1
`;

// Whoever does something new after undoing has nothing left to do again.
const NEXT_REDO = `
  select undo.roster_change_id::text as "changeId",
         undo.counterpart::text as "undoneId",
         (select undone.kind from roster_changes as undone
           where undone.roster_change_id = undo.counterpart) as kind
    from roster_changes as undo
   where undo.roster_id = $1
     and undo.user_id = $2
     and undo.kind = 'undo'
     and undo.undone_by is null
     and undo.version > $4
     and not exists (select from roster_changes as later
                      where later.roster_id = $1
                        and later.user_id = $2
                        and later.kind = any ($3::text[])
                        and later.roster_change_id > undo.roster_change_id)
   order by undo.roster_change_id desc
   limit 1
`;

// What was published was told to people: it is changed anew, not taken back.
const LAST_PUBLISHED = `
  select coalesce(max(version), 0) as version
    from roster_changes
   where roster_id = $1
     and kind in ('publish', 'lock', 'reopen')
`;

export interface NextUndo {
  undo: { changeId: string; kind: RosterChangeKind } | undefined;
  /** `undoneId`: the change that is done again; `changeId`: its undoing. */
  redo: { changeId: string; undoneId: string; kind: RosterChangeKind } | undefined;
}

/** What somebody's next undo and redo are: of their own changes since the roster was last published, whatever the session. */
export async function nextUndo(
  db: Queryable,
  rosterId: RosterId,
  userId: UserId,
): Promise<NextUndo> {
  const last = await db.query<{ version: number }>(LAST_PUBLISHED, [rosterId]);
  const parameters = [rosterId, userId, UNDOABLE, last.rows[0]?.version ?? 0];
  const undos = await db.query<NonNullable<NextUndo["undo"]>>(NEXT_UNDO, parameters);
  const redos = await db.query<NonNullable<NextUndo["redo"]>>(NEXT_REDO, parameters);
  return { undo: undos.rows[0], redo: redos.rows[0] };
}

const MARK_UNDONE = "update roster_changes set undone_by = $2 where roster_change_id = $1";

/** Notes by which change another was undone; null: it is in force again. */
export async function markUndone(
  db: Queryable,
  changeId: string,
  undoneBy: string | null,
): Promise<void> {
  await db.query(MARK_UNDONE, [changeId, undoneBy]);
}

const KEEP_VERSION = `
  insert into roster_versions (roster_id, version, name, kept_by, kept_at, cells)
  select $1, $2, $3, $4, $5,
         coalesce((select jsonb_agg(jsonb_build_array(person_id, day, shift_id, unit_id, is_pinned)
                                    order by person_id, day)
                     from roster_cells
                    where roster_cells.roster_id = $1
                      and (shift_id is not null or is_pinned)), '[]')
      on conflict (roster_id, version) do nothing
`;

/** Keeps the roster as it is now under a name; a version that has one keeps it. */
export async function keepVersion(
  db: Queryable,
  kept: { rosterId: RosterId; version: number; name: string; by: UserId | null; at: Date },
): Promise<void> {
  const { rosterId, version, name, by, at } = kept;
  await db.query(KEEP_VERSION, [rosterId, version, name, by, at]);
}
