import type { UnitKind } from "#models/encounters/demographics";
import type { CompletedStay } from "#models/forecasts/unit-flow";
import type { UnitId } from "#models/shared/ids";
import type { Queryable } from "./pool";

// One row a unit that a patient was in without interruption: moves between its beds are none.
const COMPLETED = `
  with placed as (
    select stay.encounter_id,
           beds.unit_id,
           lower(stay.during) as entered_at,
           upper(stay.during) as left_at,
           lag(beds.unit_id) over one_course is distinct from beds.unit_id as is_new
      from bed_stays as stay
      join beds using (bed_id)
     where stay.encounter_id in (select encounter_id
                                   from bed_stays
                                  where upper(during) >= $1)
    window one_course as (partition by stay.encounter_id order by lower(stay.during))
  ), numbered as (
    select placed.*,
           count(*) filter (where is_new) over (partition by encounter_id order by entered_at) as part
      from placed
  ), parts as (
    select encounter_id,
           unit_id,
           min(entered_at) as entered_at,
           case when bool_and(left_at is not null) then max(left_at) end as left_at,
           lead(unit_id) over (partition by encounter_id order by min(entered_at)) as next_unit_id
      from numbered
     group by encounter_id, part, unit_id
  )
  select parts.unit_id as "unitId",
         unit.kind,
         parts.entered_at as "enteredAt",
         parts.left_at as "leftAt",
         parts.next_unit_id as "toUnitId",
         next_unit.kind as "toKind"
    from parts
    join units as unit on unit.unit_id = parts.unit_id
    left join units as next_unit on next_unit.unit_id = parts.next_unit_id
   where parts.left_at >= $1
   order by parts.left_at desc
   limit $2
`;

/** Stays in units that ended since, at most so many, the newest first: times and places, no patient. For jobs. */
export async function completedStays(
  db: Queryable,
  since: Date,
  limit: number,
): Promise<CompletedStay[]> {
  type Row = Omit<CompletedStay, "to"> & { toUnitId: UnitId | null; toKind: UnitKind | null };
  const { rows } = await db.query<Row>(COMPLETED, [since, limit]);
  return rows.map(({ toUnitId, toKind, ...stay }) => ({
    ...stay,
    to: toUnitId && toKind ? { unitId: toUnitId, kind: toKind } : undefined,
  }));
}
