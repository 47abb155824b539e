import { HOUSE_UNIT_POLICY, type UnitPolicy } from "#models/rostering/unit-policy";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** A policy with how often it was changed; 0: the house's, which nobody has changed for the unit. */
export interface StoredUnitPolicy extends UnitPolicy {
  unitId: UnitId;
  version: number;
}

const POLICIES = `
  select unit_id as "unitId",
         swap_approval as "swapApproval",
         wish_points_per_week as "wishPointsPerWeek",
         price_of_point as "priceOfPoint",
         most_on_leave as "mostOnLeave",
         leave_weeks_per_year as "leaveWeeksPerYear",
         version
    from unit_roster_policies
   where unit_id = any ($1::uuid[])
`;

/** Of each of the units: its own, or the house's. */
export async function unitPolicies(
  db: Queryable,
  unitIds: readonly UnitId[],
): Promise<Map<UnitId, StoredUnitPolicy>> {
  const { rows } = await db.query<StoredUnitPolicy>(POLICIES, [unitIds]);
  const own = new Map(rows.map((row) => [row.unitId, row]));
  return new Map(
    unitIds.map((unitId) => [
      unitId,
      own.get(unitId) ?? { ...HOUSE_UNIT_POLICY, unitId, version: 0 },
    ]),
  );
}

export async function unitPolicy(db: Queryable, unitId: UnitId): Promise<StoredUnitPolicy> {
  const policies = await unitPolicies(db, [unitId]);
  return policies.get(unitId) ?? { ...HOUSE_UNIT_POLICY, unitId, version: 0 };
}

const SAVE = `
  insert into unit_roster_policies as known
         (unit_id, swap_approval, wish_points_per_week, price_of_point, most_on_leave, leave_weeks_per_year,
          version, changed_by, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7 + 1, $8, $9)
      on conflict (unit_id) do update
     set swap_approval = excluded.swap_approval,
         wish_points_per_week = excluded.wish_points_per_week,
         price_of_point = excluded.price_of_point,
         most_on_leave = excluded.most_on_leave,
         leave_weeks_per_year = excluded.leave_weeks_per_year,
         version = excluded.version,
         changed_by = excluded.changed_by,
         changed_at = excluded.changed_at
   where known.version = $7
`;

/** False when somebody else has changed it since the version that was seen. */
export async function saveUnitPolicy(
  db: Queryable,
  { unitId, version, ...policy }: StoredUnitPolicy,
  { by, at }: { by: UserId; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(SAVE, [
    ...[unitId, policy.swapApproval, policy.wishPointsPerWeek, policy.priceOfPoint],
    ...[policy.mostOnLeave, policy.leaveWeeksPerYear, version, by, at],
  ]);
  return rowCount === 1;
}
