import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** Beds with a nurse for them, from an instant on. */
export interface StaffingChange {
  unitId: UnitId;
  unitName: string;
  staffedBeds: number;
  validFrom: Date;
  /** The name of who changed it; undefined for what the hospital began with, or a former colleague. */
  changedBy: string | undefined;
  changedAt: Date;
}

const CHANGES_AT_MOST = 100;
const CHANGES = `
  select staffing.unit_id as "unitId",
         unit.name as "unitName",
         staffing.staffed_beds as "staffedBeds",
         staffing.valid_from as "validFrom",
         changer.name as "changedBy",
         staffing.changed_at as "changedAt"
    from unit_staffing as staffing
    join units as unit using (unit_id)
    left join users as changer on changer.user_id = staffing.changed_by
   order by staffing.changed_at desc, unit.display_order, staffing.valid_from desc
   limit ${CHANGES_AT_MOST}
`;

/** What was set and by whom, the last change first. */
export async function staffingChanges(db: Queryable): Promise<StaffingChange[]> {
  type Row = Omit<StaffingChange, "changedBy"> & { changedBy: string | null };
  const { rows } = await db.query<Row>(CHANGES);
  return rows.map((row) => ({ ...row, changedBy: row.changedBy ?? undefined }));
}

const CHANGE = `
  insert into unit_staffing (unit_id, valid_from, staffed_beds, changed_by, changed_at)
  select unit.unit_id, $2, $3::int, $4, $5
    from units as unit
   where unit.unit_id = $1
     and (select count(*) from beds where beds.unit_id = unit.unit_id) >= $3::int
`;

/**
 * Sets a unit's staffed beds from an instant on; what was set for later still follows. False when the unit is
 * unknown or has fewer beds.
 */
export async function changeStaffing(
  db: Queryable,
  change: {
    unitId: UnitId;
    staffedBeds: number;
    validFrom: Date;
    by: UserId;
    at: Date;
  },
): Promise<boolean> {
  const { unitId, validFrom, staffedBeds, by, at } = change;
  const { rowCount } = await db.query(CHANGE, [unitId, validFrom, staffedBeds, by, at]);
  return rowCount === 1;
}
