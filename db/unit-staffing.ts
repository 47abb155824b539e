import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** How many beds of a unit have a nurse from an instant on. */
export interface StaffingChange {
  unitId: UnitId;
  validFrom: Date;
  staffedBeds: number;
  changedAt: Date;
  /** Who changed it; null for what the demo hospital began with. */
  changedByName: string | null;
}

const CHANGES = `
  select staffing.unit_id as "unitId",
         staffing.valid_from as "validFrom",
         staffing.staffed_beds as "staffedBeds",
         staffing.changed_at as "changedAt",
         users.name as "changedByName"
    from unit_staffing as staffing
    left join users on users.user_id = staffing.changed_by
   where staffing.unit_id = $1
   order by staffing.valid_from desc, staffing.changed_at desc
   limit $2
`;

/** The newest first, also those of a day to come. */
export async function staffingChanges(
  db: Queryable,
  unitId: UnitId,
  limit: number,
): Promise<StaffingChange[]> {
  const { rows } = await db.query<StaffingChange>(CHANGES, [unitId, limit]);
  return rows;
}

const RECENT = `
  select staffing.unit_id as "unitId",
         units.name as "unitName",
         staffing.valid_from as "validFrom",
         staffing.staffed_beds as "staffedBeds",
         staffing.changed_at as "changedAt",
         users.name as "changedByName"
    from unit_staffing as staffing
    join units using (unit_id)
    left join users on users.user_id = staffing.changed_by
   order by staffing.changed_at desc, units.display_order, staffing.valid_from desc
   limit $1
`;

/** What was changed in any unit, the last change first. */
export async function recentStaffingChanges(
  db: Queryable,
  limit: number,
): Promise<(StaffingChange & { unitName: string })[]> {
  const { rows } = await db.query<StaffingChange & { unitName: string }>(RECENT, [limit]);
  return rows;
}

const SET = `
  insert into unit_staffing (unit_id, valid_from, staffed_beds, changed_by, changed_at)
  select units.unit_id, $2, $3, $4, $5
    from units
   where units.unit_id = $1
     and $3::int between 0 and (select count(*) from beds where beds.unit_id = $1)
`;

/**
 * From `validFrom` on, until a later one; counted and forecast with from the next full hour. False when there is no such unit, or when it has fewer beds. Row-level
 * security throws for somebody who may not plan the hospital's capacity.
 */
export async function setStaffedBeds(
  db: Queryable,
  change: { unitId: UnitId; validFrom: Date; staffedBeds: number; by: UserId; at: Date },
): Promise<boolean> {
  const { unitId, validFrom, staffedBeds, by, at } = change;
  const { rowCount } = await db.query(SET, [unitId, validFrom, staffedBeds, by, at]);
  return rowCount === 1;
}
