import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedDatabase, launchEmbeddedDatabase } from "../embedded/launch";
import { migrate, readMigrations } from "../migrate";
import { bedOccupancies } from "../placed-encounters";
import { findEncounterDuring } from "../past-encounters";
import { createPool } from "../pool";
import { findQuarantined } from "../quarantine";
import { testIdentifiers } from "../testing/test-identifiers";
import { sealOlderRows } from "./seal-older-rows";

const PATIENTS = 450;
const silent = { info: () => {}, warn: () => {} };
let folder: string;
let embedded: EmbeddedDatabase;
let pool: pg.Pool;

/** What a version before sealing had stored: its schema, and rows in plain. */
const OLDER_ROWS = `
  insert into sites (code, name) values ('S', 'Site');
  insert into units (site_id, code, name, kind) select site_id, 'U', 'Unit', 'ward' from sites;
  insert into beds (unit_id, label) select unit_id, '01' from units;
  insert into patients (medical_record, family_name, given_name, birth_on)
  select 'REC' || number || '^HOSP', 'Family' || number, 'Given',
         case when number % 2 = 0 then date '1950-06-01' end
    from generate_series(1, ${PATIENTS}) as number;
  insert into encounters (patient_id, visit_number, class, admitted_at)
  select patient_id, replace(split_part(medical_record, '^', 1), 'REC', 'VISIT'), 'inpatient', '2026-03-01'
    from patients;
  insert into bed_stays (encounter_id, bed_id, during)
  select encounter_id, bed_id, tstzrange('2026-03-01', null) from encounters, beds where visit_number = 'VISIT2';
  insert into quarantined_messages (sender, reason, content, digest)
  values ('GW', 'not-hl7', 'MSH|PLAINTEXT|', sha256('1'));
  insert into rejected_observations (sender, control_id, position, reason, value)
  values ('GW', 'C1', 1, 'malformed-value', 'PLAINTEXT value');
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-older-"));
  embedded = await launchEmbeddedDatabase({ dataDir: folder, log: silent });
  pool = createPool(embedded.url);
  const ours = fileURLToPath(new URL("../migrations/", import.meta.url));
  for (const { name, version } of await readMigrations())
    if (version < 10) await copyFile(join(ours, `${name}.sql`), join(folder, `${name}.sql`));
  await migrate(pool, { folder: pathToFileURL(`${folder}/`) });
  await pool.query(OLDER_ROWS);
  await migrate(pool);
});
afterAll(async () => {
  await pool.end();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
});

const count = async (where: string): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from patients where ${where}`,
  );
  return rows[0]?.count ?? -1;
};

it("takes no new row in plain, from the migration on", async () => {
  const plain = `insert into patients (medical_record, family_name, given_name) values ('X', 'Y', 'Z')`;
  await expect(pool.query(plain)).rejects.toThrow(/patients_are_sealed/);
});

it("seals every row once, and goes on where it was interrupted", async () => {
  const interrupted = sealOlderRows(pool, testIdentifiers, () => {
    throw new Error("killed");
  });
  await expect(interrupted).rejects.toThrow("killed");
  const remaining = await count("medical_record is not null");
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThan(PATIENTS);

  expect(await sealOlderRows(pool, testIdentifiers)).toBe(remaining + PATIENTS + 2);

  expect(await count("num_nonnulls(medical_record, family_name, given_name, birth_on) > 0")).toBe(
    0,
  );
  expect(await count("birth_on_sealed is null")).toBe(PATIENTS / 2);
  expect(await sealOlderRows(pool, testIdentifiers)).toBe(0);
});

it("leaves what it sealed readable and findable as before", async () => {
  const [occupancy] = await bedOccupancies(pool, testIdentifiers);
  expect(occupancy).toMatchObject({
    name: "Family2, Given",
    birthOn: "1950-06-01",
    visitNumber: "VISIT2",
    medicalRecord: "REC2^HOSP",
  });
  const during = { from: new Date("2026-03-02"), until: new Date("2026-03-02") };
  const find = (visitNumber: string | undefined, ...medicalRecords: string[]) =>
    findEncounterDuring(pool, testIdentifiers, { visitNumber, medicalRecords }, during);
  expect(await find("VISIT2")).toBe(occupancy?.encounterId);
  expect(await find(undefined, "REC2^HOSP")).toBe(occupancy?.encounterId);
  expect(await find(undefined, "REC2")).toBe(occupancy?.encounterId);
  expect(await find(undefined, "REC2^ELSEWHERE")).toBeUndefined();
  expect(await findQuarantined(pool, testIdentifiers, "1")).toMatchObject({
    content: "MSH|PLAINTEXT|",
  });
});

it("has proved that nothing is plain any more, and left nothing in the tables' files", async () => {
  const { rows } = await pool.query(
    `select conname from pg_constraint where conname like '%_are_sealed' and not convalidated`,
  );
  expect(rows).toEqual([]);

  await pool.query("checkpoint");
  const { rows: files } = await pool.query<{ holds: boolean }>(
    `select position('\\x504c41494e54455854'::bytea in pg_read_binary_file(pg_relation_filepath(name::regclass))) > 0
         or position('\\x46616d696c79'::bytea in pg_read_binary_file(pg_relation_filepath(name::regclass))) > 0 as holds
       from unnest(array['patients', 'quarantined_messages', 'rejected_observations']) as name`,
  );
  expect(files).toEqual([{ holds: false }, { holds: false }, { holds: false }]);
});
