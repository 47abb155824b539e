import { bedTagsOf, hasHousekeeping, type HospitalPlan } from "#models/hospital/demo-hospital";
import type pg from "pg";
import { inTransaction } from "../transaction";

const SAVE_SITES = `
  insert into sites (code, name)
  select code, name
    from jsonb_to_recordset($1) as site (code text, name text)
      on conflict (code) do update set name = excluded.name
   where sites.name <> excluded.name
`;

const SAVE_UNITS = `
  insert into units (site_id, code, name, kind, display_order, has_housekeeping)
  select site_id, unit.code, unit.name, unit.kind, unit."displayOrder", unit."hasHousekeeping"
    from jsonb_to_recordset($1)
      as unit ("siteCode" text, code text, name text, kind text, "displayOrder" integer,
               "hasHousekeeping" boolean)
    join sites on sites.code = unit."siteCode"
      on conflict (code) do nothing
`;

const SAVE_BEDS = `
  insert into beds (unit_id, label)
  select unit_id, bed.label
    from unnest($1::text[], $2::text[]) as bed ("unitCode", label)
    join units on units.code = bed."unitCode"
      on conflict (unit_id, label) do nothing
`;

// Of beds that nobody has done anything to.
const SAVE_TAGS = `
  update bed_statuses as status
     set tags = string_to_array(bed.tags, ' ')
    from unnest($1::text[], $2::text[], $3::text[]) as bed ("unitCode", label, tags)
    join units on units.code = bed."unitCode"
    join beds on beds.unit_id = units.unit_id and beds.label = bed.label
   where status.bed_id = beds.bed_id
     and status.version = 0
     and status.tags = '{}'
`;

/**
 * Writes the plan's sites, units and beds. Idempotent: what is there stays, with the names and
 * settings an administrator has given it since.
 */
export async function seedHospital(pool: pg.Pool, plan: HospitalPlan): Promise<void> {
  const units = plan.units.map((unit, displayOrder) => ({
    siteCode: unit.siteCode,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    displayOrder,
    hasHousekeeping: hasHousekeeping(unit),
  }));
  const beds = plan.units.flatMap((unit) =>
    unit.bedLabels.map((label) => ({
      unitCode: unit.code,
      label,
      tags: bedTagsOf(unit, label).join(" "),
    })),
  );
  await inTransaction(pool, async (client) => {
    await client.query(SAVE_SITES, [JSON.stringify(plan.sites)]);
    await client.query(SAVE_UNITS, [JSON.stringify(units)]);
    const places = [beds.map(({ unitCode }) => unitCode), beds.map(({ label }) => label)];
    await client.query(SAVE_BEDS, places);
    await client.query(SAVE_TAGS, [...places, beds.map(({ tags }) => tags)]);
  });
}
