import type { HospitalPlan } from "#models/hospital/demo-hospital";
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
  insert into units (site_id, code, name, kind, display_order)
  select site_id, unit.code, unit.name, unit.kind, unit."displayOrder"
    from jsonb_to_recordset($1)
      as unit ("siteCode" text, code text, name text, kind text, "displayOrder" integer)
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

/**
 * Writes the plan's sites, units and beds. Idempotent: what is there stays, with the names and
 * settings an administrator has given it since.
 */
export async function seedHospital(pool: pg.Pool, plan: HospitalPlan): Promise<void> {
  const units = plan.units.map(({ siteCode, code, name, kind }, displayOrder) => ({
    siteCode,
    code,
    name,
    kind,
    displayOrder,
  }));
  const beds = plan.units.flatMap(({ code, bedLabels }) =>
    bedLabels.map((label) => ({ unitCode: code, label })),
  );
  await inTransaction(pool, async (client) => {
    await client.query(SAVE_SITES, [JSON.stringify(plan.sites)]);
    await client.query(SAVE_UNITS, [JSON.stringify(units)]);
    await client.query(SAVE_BEDS, [
      beds.map(({ unitCode }) => unitCode),
      beds.map(({ label }) => label),
    ]);
  });
}
