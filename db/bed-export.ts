import { BED_STATUS_COLUMNS, type BedStatus } from "./bed-statuses";
import type { Queryable } from "./pool";

const ALL_BED_STATUSES = `
  select ${BED_STATUS_COLUMNS}
    from bed_statuses as status
    join beds using (bed_id)
    join units using (unit_id)
   where beds.in_use
   order by units.display_order, units.name, beds.label
`;

/** The beds in use at that instant in the hospital's order, of the units whose beds the acting person manages. */
export async function allBedStatuses(db: Queryable, at: Date): Promise<BedStatus[]> {
  const { rows } = await db.query<BedStatus>(ALL_BED_STATUSES, [at]);
  return rows;
}
