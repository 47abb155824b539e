import type { Assignment } from "#models/rostering/roster";
import type { PersonId, RosterId, ShiftId } from "#models/rostering/roster-ids";
import type { PlannedDemand } from "#models/rostering/make-demand";
import { RosterSettings, type RosterState } from "#models/rostering/roster-settings";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A roster without its settings and without what is on it: what a list shows. */
export interface RosterRow {
  rosterId: RosterId;
  name: string;
  /** `2026-11-30`. */
  startsOn: string;
  days: number;
  timeZone: string;
  state: RosterState;
  version: number;
  /** In the hospital's order. */
  units: readonly { unitId: UnitId; code: string; name: string }[];
  publishedAt: Date | null;
  publishedBy: string | null;
  lockedAt: Date | null;
}

const ROSTER_COLUMNS = `
         rosters.roster_id as "rosterId",
         rosters.name,
         to_char(rosters.starts_on, 'YYYY-MM-DD') as "startsOn",
         rosters.days,
         rosters.time_zone as "timeZone",
         rosters.state,
         rosters.version,
         rosters.published_at as "publishedAt",
         (select users.name from users where users.user_id = rosters.published_by) as "publishedBy",
         rosters.locked_at as "lockedAt",
         (select coalesce(json_agg(json_build_object('unitId', units.unit_id, 'code', units.code,
                                                     'name', units.name)
                                   order by units.display_order, units.name), '[]')
            from roster_units
            join units using (unit_id)
           where roster_units.roster_id = rosters.roster_id) as units
`;

const ROSTERS = `
  select ${ROSTER_COLUMNS}
    from rosters
   order by rosters.starts_on desc, rosters.state = 'draft', rosters.name
`;

/** Those that the acting person may read, the latest first. */
export async function allRosters(db: Queryable): Promise<RosterRow[]> {
  const { rows } = await db.query<RosterRow>(ROSTERS);
  return rows;
}

const ROSTER = `
  select ${ROSTER_COLUMNS}
    from rosters
   where rosters.roster_id = $1
`;

export async function findRoster(
  db: Queryable,
  rosterId: RosterId,
): Promise<RosterRow | undefined> {
  const { rows } = await db.query<RosterRow>(ROSTER, [rosterId]);
  return rows[0];
}

const PUBLISHED_ON = `
  select ${ROSTER_COLUMNS}
    from rosters
   where rosters.state <> 'draft'
     and rosters.starts_on < $2::date
     and rosters.starts_on + rosters.days > $1::date
   order by rosters.starts_on, rosters.name
`;

/** Published and locked ones that have a day from `from` until `to`, which is excluded. */
export async function publishedRosters(
  db: Queryable,
  { from, to }: { from: string; to: string },
): Promise<RosterRow[]> {
  const { rows } = await db.query<RosterRow>(PUBLISHED_ON, [from, to]);
  return rows;
}

const SETTINGS = `
  select shifts, rule_sets as "ruleSetIds", rules, prices, demand
    from rosters
   where roster_id = $1
`;

export async function rosterSettings(
  db: Queryable,
  rosterId: RosterId,
): Promise<RosterSettings | undefined> {
  const { rows } = await db.query(SETTINGS, [rosterId]);
  return rows[0] && RosterSettings.parse(rows[0]);
}

/** A square of the grid that was ever filled or kept. */
export interface RosterCellRow {
  personId: PersonId;
  day: number;
  assignment: Assignment | null;
  isPinned: boolean;
  version: number;
}

type FlatCell = Omit<RosterCellRow, "assignment"> & {
  shiftId: ShiftId | null;
  unitId: UnitId | null;
};

const unflat = <Cell extends FlatCell>({ shiftId, unitId, ...cell }: Cell) => ({
  ...cell,
  assignment: shiftId && unitId ? { shiftId, unitId } : null,
});

const CELLS = `
  select person_id as "personId",
         day,
         shift_id as "shiftId",
         unit_id as "unitId",
         is_pinned as "isPinned",
         version
    from roster_cells
   where roster_id = $1
   order by person_id, day
`;

/** Those that the acting person may read. */
export async function rosterCells(db: Queryable, rosterId: RosterId): Promise<RosterCellRow[]> {
  const { rows } = await db.query<FlatCell>(CELLS, [rosterId]);
  return rows.map(unflat);
}

export interface CellWithChanger extends RosterCellRow {
  by: string | null;
  at: Date;
}

const CELLS_WITH_CHANGER = `
  select cell.person_id as "personId",
         cell.day,
         cell.shift_id as "shiftId",
         cell.unit_id as "unitId",
         cell.is_pinned as "isPinned",
         cell.version,
         users.name as by,
         cell.changed_at as at
    from unnest($2::uuid[], $3::int[]) as wanted (person_id, day)
    join roster_cells as cell
      on cell.roster_id = $1
     and cell.person_id = wanted.person_id
     and cell.day = wanted.day
    left join users on users.user_id = cell.changed_by
`;

/** Of the squares asked for, those that were ever touched, with who was last. */
export async function cellsWithChanger(
  db: Queryable,
  rosterId: RosterId,
  places: readonly { personId: PersonId; day: number }[],
): Promise<CellWithChanger[]> {
  const { rows } = await db.query<FlatCell & { by: string | null; at: Date }>(CELLS_WITH_CHANGER, [
    rosterId,
    places.map(({ personId }) => personId),
    places.map(({ day }) => day),
  ]);
  return rows.map(unflat);
}

/** What is to be covered, as it was last drawn. */
export interface RosterDemandRow {
  planned: readonly PlannedDemand[];
  /** Of the forecast; null: of none. */
  issuedAt: Date | null;
  drawnAt: Date;
}

const DEMAND = `
  select demand as planned, issued_at as "issuedAt", drawn_at as "drawnAt"
    from roster_demands
   where roster_id = $1
`;

export async function rosterDemand(
  db: Queryable,
  rosterId: RosterId,
): Promise<RosterDemandRow | undefined> {
  const { rows } = await db.query<RosterDemandRow>(DEMAND, [rosterId]);
  return rows[0];
}

const SAVE_DEMAND = `
  insert into roster_demands as known (roster_id, issued_at, drawn_at, demand)
  values ($1, $2, $3, $4)
      on conflict (roster_id) do update
     set issued_at = excluded.issued_at, drawn_at = excluded.drawn_at, demand = excluded.demand
   where known.demand <> excluded.demand or known.issued_at is distinct from excluded.issued_at
`;

/** Drawn by machines alone. False when it is what it was. */
export async function saveRosterDemand(
  db: Queryable,
  rosterId: RosterId,
  { planned, issuedAt, drawnAt }: RosterDemandRow,
): Promise<boolean> {
  const { rowCount } = await db.query(SAVE_DEMAND, [
    ...[rosterId, issuedAt, drawnAt, JSON.stringify(planned)],
  ]);
  return rowCount === 1;
}

export interface NewRoster {
  rosterId: RosterId;
  name: string;
  startsOn: string;
  days: number;
  timeZone: string;
  unitIds: readonly UnitId[];
  settings: RosterSettings;
  /** Null: the seed, or another system. */
  by: UserId | null;
  at: Date;
}

const ADD_ROSTER = `
  insert into rosters
         (roster_id, name, starts_on, days, time_zone, shifts, rule_sets, rules, prices, demand, made_by,
          made_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
`;
const ADD_UNITS = `
  insert into roster_units (roster_id, unit_id, during)
  select $1, unit_id, daterange($3::date, $3::date + $4::int)
    from unnest($2::uuid[]) as wanted (unit_id)
`;
const ADD_MADE = `
  insert into roster_changes (roster_id, version, kind, at, user_id)
  values ($1, 0, 'made', $2, $3)
`;

/** An empty draft. A transaction is the caller's. */
export async function addRoster(db: Queryable, roster: NewRoster): Promise<void> {
  const { rosterId, name, startsOn, days, timeZone, unitIds, settings, by, at } = roster;
  const { shifts, ruleSetIds, rules, prices, demand } = settings;
  await db.query(ADD_ROSTER, [
    ...[rosterId, name, startsOn, days, timeZone, JSON.stringify(shifts), ruleSetIds],
    ...[JSON.stringify(rules), JSON.stringify(prices), JSON.stringify(demand), by, at],
  ]);
  await db.query(ADD_UNITS, [rosterId, unitIds, startsOn, days]);
  await db.query(ADD_MADE, [rosterId, at, by]);
}
