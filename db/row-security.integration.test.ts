import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import type { Queryable } from "./pool";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let people: Record<"lead" | "nurse" | "closed" | "admin" | "officer" | "elsewhere", UserId>;
let own: Ward;
let other: Ward;
let held: string;

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    lead: await addPerson(database.pool, "charge-nurse", own),
    nurse: await addPerson(database.pool, "nurse", own),
    closed: await addPerson(database.pool, "charge-nurse", own),
    admin: await addPerson(database.pool, "system-admin", own),
    officer: await addPerson(database.pool, "security-officer", own),
    elsewhere: await addPerson(database.pool, "charge-nurse", other),
  };
  await database.pool.query("update users set disabled_at = now() where user_id = $1", [
    people.closed,
  ]);
  await addWhatBelongsToNoUnit();
  await database.pool.query("analyze");
});
afterAll(() => database.stop());

/** What nobody below may change is written anew, so that each test begins with it. */
beforeEach(async () => {
  await database.pool.query(
    `update alerts
        set phase = 'raised', due_at = now(), acknowledged_at = null, acknowledged_by = null,
            ended_at = null;
     update encounters set oxygen_scale = 1, oxygen_scale_prescribed_by = null;
     delete from alert_events where step = 'acknowledged';
     update technical_alarms set seen_at = null, seen_by = null;
     delete from quarantined_messages`,
  );
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into quarantined_messages (sender, reason, content_sealed, digest)
     values ('LAB', 'unknown-visit', '\\x5e', 'x') returning quarantine_id::text as id`,
  );
  held = rows[0]?.id ?? "";
});

/** A row of each table that is not about a unit, so that seeing none of it means something. */
async function addWhatBelongsToNoUnit(): Promise<void> {
  const { pool } = database;
  const by = people.officer;
  await pool.query(
    `with incident as (
       insert into incidents (kind, severity, dedup_key, opened_at, changed_at, evidence)
       values ('file-changed', 'critical', 'one', now(), now(), '{}') returning incident_id
     ), note as (
       insert into incident_notes (incident_id, at, user_id, text)
       select incident_id, now(), $1, 'x' from incident
     ), step as (
       insert into incident_steps (incident_id, step_id, done_by, done_at)
       select incident_id, 'one', $1, now() from incident
     ), contained as (
       insert into containments (incident_id, kind, target, applied_by, applied_at)
       select incident_id, 'end-sessions', 'somebody', $1, now() from incident
     )
     insert into incident_events (incident_id, step, at) select incident_id, 'opened', now() from incident`,
    [by],
  );
  await pool.query(
    `insert into file_integrity (label, recorded_at, reason, recorded_by) values ('key', now(), 'first', 'x')`,
  );
  await pool.query(`insert into file_checks (label, checked_at) values ('key', now())`);
  await pool.query(`insert into audit_verifications (requested_by) values ($1)`, [by]);
  await pool.query(
    `insert into alert_dispositions (alert_id, disposition, given_by, given_at)
     select alert_id, 'artefact', $1, now() from alerts`,
    [people.lead],
  );
  await pool.query(
    `with handover as (
       insert into handovers (unit_id, starts_at, ends_at, begun_by, begun_at)
       select unit_id, now() - interval '12 hours', now(), $1, now() from units
       returning handover_id, unit_id
     )
     insert into handover_entries (handover_entry_id, handover_id, encounter_id, bed_label, section,
                                   text, changed_by, changed_at)
     select gen_random_uuid(), handover_id, encounter_id, 'A', 'situation', 'x', $1, now()
       from handover join encounters using (unit_id)`,
    [people.lead],
  );
  await pool.query(
    `insert into technical_alarms
            (technical_alarm_id, kind, unit_id, encounter_id, bed_id, begun_at)
     select gen_random_uuid(), 'stale', unit_id, encounter_id, bed_id, now() from alerts`,
  );
  await pool.query(
    `with changed as (
       insert into acuity_changes (encounter_id, at, acuity_class, is_at_least, reasons)
       select encounter_id, now(), 2, false, '{}' from encounters
     )
     insert into acuity_overrides (encounter_id, acuity_class, reason, set_by, set_at, until)
     select encounter_id, 4, 'isolation', $1, now(), now() + interval '8 hours' from encounters`,
    [people.lead],
  );
  await pool.query(
    `insert into scenarios (scenario_id, name, parameters, created_by, created_at, changed_by, changed_at)
     values (gen_random_uuid(), 'x', '{}', $1, now(), $1, now())`,
    [by],
  );
  await pool.query(
    `insert into respiratory_reports (week_ends_on, figures, saved_by, saved_at)
     values ('2026-01-03', '{}', $1, now())`,
    [by],
  );
  await pool.query(
    `insert into intensive_transfer_forecasts (issued_at, within_hours, mean, low, high)
     values (now(), 24, 1, 0, 2)`,
  );
  await pool.query(
    `insert into models_in_service (name, state, reported_at) values ('deterioration', 'absent', now())`,
  );
  await pool.query(
    `insert into model_drift (model, version, unit_id, measured_on, column_name, patient_hours, measured_at)
     select 'deterioration', '1', unit_id, current_date, 'age', 1, now() from units`,
  );
  await pool.query(
    `with gateway as (insert into gateways (name) values ('G') returning gateway_id)
     insert into gateway_tokens (gateway_id, token_hash, expires_at)
     select gateway_id, sha256('x'), now() + interval '1 day' from gateway`,
  );
  await pool.query(
    `with access as (
       insert into emergency_accesses (emergency_access_id, user_id, session_id, encounter_id, unit_id,
                                       bed_label, category, reason, expires_at)
       values (gen_random_uuid(), $1, gen_random_uuid(), $2, $3, 'A', 'other', 'x',
               now() + interval '30 minutes')
       returning emergency_access_id
     )
     insert into emergency_access_notices_seen (emergency_access_id, user_id)
     select emergency_access_id, $4 from access`,
    [people.elsewhere, own.encounter, own.unit, people.lead],
  );
}

type Person = keyof typeof people;

const as = <T>(person: Person, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

const rowsAs = (person: Person, sql: string, values: unknown[] = []): Promise<unknown[]> =>
  as(person, async (db) => (await db.query(sql, values)).rows);

const changedAs = (person: Person, sql: string, values: unknown[] = []): Promise<number | null> =>
  as(person, async (db) => (await db.query(sql, values)).rowCount);

const JsonOfBuffer = z.object({ type: z.literal("Buffer"), data: z.array(z.number()) });

/** As text, with bytes in hexadecimal: a buffer is an array by the time it is shown here. */
const textOf = (found: unknown): string =>
  JSON.stringify(found, (_key, value: unknown) => {
    const bytes = JsonOfBuffer.safeParse(value);
    return bytes.success ? Buffer.from(bytes.data.data).toString("hex") : value;
  });

/** What of a ward's secrets is in there, however it is spelled: its unit and its bed are none. */
function secretsIn(
  { patient, encounter, stay, alert, names, sealed, recordIndex, visitIndex }: Ward,
  found: unknown,
): string[] {
  // XML breaks base64 into lines.
  const text = textOf(found).replaceAll(/\\n|\s/g, "");
  const bytes = [...sealed, recordIndex, visitIndex];
  return [
    ...[patient, encounter, stay, alert, ...names, ...bytes],
    ...bytes.map((hex) => Buffer.from(hex, "hex").toString("base64")),
  ].filter((secret) => text.includes(secret));
}

const expectNothingOf = (ward: Ward, found: unknown): void =>
  expect(secretsIn(ward, found)).toEqual([]);

/** The same question about one ward or another. */
const about = (sql: string, { unit, encounter, patient, recordIndex, visitIndex }: Ward): string =>
  sql
    .replaceAll("{unit}", unit)
    .replaceAll("{encounter}", encounter)
    .replaceAll("{patient}", patient)
    .replaceAll("{recordIndex}", recordIndex)
    .replaceAll("{visitIndex}", visitIndex);

describe("a person of unit A", () => {
  // What else there is, database-rights.integration.test.ts makes sure of.
  const readable = [
    "sites",
    "units",
    "beds",
    "users",
    "patients",
    "encounters",
    "bed_stays",
    "alerts",
    "alert_events",
    "vital_sign_kinds",
    "quarantined_messages",
    "gateways",
    "gateway_tokens",
    "data_keys",
    "audit_verifications",
    "incidents",
    "incident_notes",
    "incident_events",
    "incident_steps",
    "containments",
    "detector_cursor",
    "file_integrity",
    "file_checks",
    "emergency_accesses",
    "emergency_access_notices_seen",
    "models_in_service",
    "model_drift",
    "technical_alarms",
    "alert_dispositions",
    "handovers",
    "handover_entries",
    "acuity_changes",
    "acuity_overrides",
    "scenarios",
    "respiratory_reports",
    "intensive_transfer_forecasts",
    "occupied_beds",
    "readable_vital_signs",
    "readable_vital_signs_minutely",
    "readable_vital_signs_hourly",
    "readable_laboratory_results",
    "readable_early_warning_scores",
    "readable_predictions",
  ];
  const openToAll = ["vital_sign_kinds", "data_keys"];
  const closed = [
    "vital_signs",
    "vital_signs_minutely",
    "vital_signs_hourly",
    "laboratory_results",
    "early_warning_scores",
    "predictions",
    "rejected_observations",
    "message_receipts",
    "devices",
    "second_factors",
    "recovery_codes",
    "totp_drafts",
    "passkey_challenges",
    "audit_chain",
    "job_turns",
    "user_units",
    "sessions",
    "role_permissions",
    "readable_encounters",
    "model_input_counts",
    "schema_migrations",
  ];

  /** All rows, of the columns that may be read. */
  async function everythingOf(db: Queryable, name: string): Promise<unknown[]> {
    const { rows } = await db.query<{ column: string }>(
      `select quote_ident(attname) as "column"
         from pg_attribute
        where attrelid = $1::regclass
          and attnum > 0
          and not attisdropped
          and has_column_privilege(attrelid, attnum, 'select')`,
      [name],
    );
    const columns = rows.map(({ column }) => column).join(", ");
    return (await db.query(`select ${columns} from ${name}`)).rows;
  }

  it.each(readable)("reads nothing of unit B in %s", async (name) => {
    for (const person of ["lead", "nurse", "admin", "officer"] as const)
      expectNothingOf(other, await as(person, (db) => everythingOf(db, name)));
  });

  it("reads what is of unit A", async () => {
    const mine = [
      "patients",
      "encounters",
      "bed_stays",
      "alerts",
      "alert_events",
      "technical_alarms",
    ];
    const signs = readable.filter((name) => name.startsWith("readable_"));
    for (const name of [...mine, ...signs])
      expect([name, await as("lead", async (db) => (await everythingOf(db, name)).length)]).toEqual(
        [name, 1],
      );
  });

  it.each(closed)("neither reads nor writes %s at all", async (name) => {
    for (const sql of [
      `select * from ${name}`,
      `select count(*) from ${name}`,
      `delete from ${name}`,
      `insert into ${name} default values`,
      `truncate ${name}`,
      `copy ${name} to stdout`,
      `lock table ${name}`,
    ])
      await expect(rowsAs("lead", sql)).rejects.toMatchObject({
        // Not permitted; or of a view, not possible.
        code: expect.stringMatching(/^(42501|42809|55000)$/),
      });
  });

  it.each(["closed", "admin", "officer"] as const)(
    "%s sees no patient, also of A",
    async (person) => {
      for (const name of ["patients", "encounters", "bed_stays", "alerts", "alert_events"])
        expect(await as(person, (db) => everythingOf(db, name))).toEqual([]);
      for (const name of readable.filter((view) => view.startsWith("readable_")))
        expect(await as(person, (db) => everythingOf(db, name))).toEqual([]);
    },
  );

  it.each([
    ["nobody", "reset wardcast.user_id"],
    ["nothing", "set local wardcast.user_id = ''"],
    ["garbage", `set local wardcast.user_id = 'x'' or true --'`],
    ["half an id", "set local wardcast.user_id = '00000000-0000-4000'"],
    [
      "somebody who is not there",
      "set local wardcast.user_id = '00000000-0000-4000-8000-000000000000'",
    ],
  ])("acting for %s sees nothing at all", async (_who, setting) => {
    await as("lead", async (db) => {
      await db.query(setting);
      for (const name of readable.filter((table) => !openToAll.includes(table)))
        expect([name, await everythingOf(db, name)]).toEqual([name, []]);
    });
  });

  it("leaves nothing of the person behind the transaction", async () => {
    await as("lead", (db) => db.query("select 1"));
    const { rows } = await database.pools.app.query("select patient_id from patients");
    expect(rows).toEqual([]);
  });

  it.each([
    [
      "a join",
      `select * from patients join encounters using (patient_id) join bed_stays using (encounter_id)`,
    ],
    [
      "a visit number",
      String.raw`select * from encounters where visit_number_index = '\x{visitIndex}'`,
    ],
    [
      "a record number",
      String.raw`select * from patients where medical_record_index = '\x{recordIndex}'`,
    ],
    ["a unit", `select visit_number_sealed from encounters where unit_id = '{unit}'`],
    [
      "a subquery",
      "select (select string_agg(family_name_sealed::text, ',') from patients where patient_id = '{patient}') as names",
    ],
    ["an index's order", "select * from patients order by medical_record_index desc"],
    ["a common table", `with found as materialized (select * from alerts) select * from found`],
    [
      "a union",
      `select encounter_id from readable_vital_signs union select encounter_id from encounters`,
    ],
    ["an aggregate", `select array_agg(encounter_id) as ids, count(*) from readable_predictions`],
    ["a whole row", `select patients::text, to_jsonb(patients) from patients`],
    ["a query run for XML", `select query_to_xml('select * from patients', true, true, '')::text`],
    ["a table as XML", `select table_to_xml('encounters', true, true, '')::text`],
    ["a sample", `select * from alerts tablesample system (100)`],
    [
      "statistics",
      `select * from pg_stats where schemaname = 'public' and tablename in ('patients', 'encounters', 'bed_stays', 'alerts')`,
    ],
    ["a lock", `select * from alerts for update`],
  ])("finds nobody of B by %s", async (_what, sql) => {
    expectNothingOf(other, await rowsAs("lead", about(sql, other)));
  });

  // What the tests beside this one find nothing by would find it.
  it.each([
    ["rows", "select * from patients"],
    ["an index", "select medical_record_index from patients"],
    ["text", "select family_name_sealed::text from patients"],
    ["a whole row", "select to_jsonb(encounters) from encounters"],
    ["XML", `select query_to_xml('select * from patients', true, true, '')::text`],
  ])("would be seen to find B's patient in %s", async (_what, sql) => {
    expect(secretsIn(other, await rowsAs("elsewhere", sql)).length).toBeGreaterThan(0);
    expect(secretsIn(own, await rowsAs("elsewhere", sql))).toEqual([]);
  });

  it.each([
    ["an id", "select * from encounters where encounter_id = '{encounter}'"],
    ["a patient's id", "select family_name_sealed from patients where patient_id = '{patient}'"],
    [
      "a record number",
      String.raw`select * from patients where medical_record_index = '\x{recordIndex}'`,
    ],
    [
      "a visit number",
      String.raw`select * from encounters where visit_number_index = '\x{visitIndex}'`,
    ],
    ["newest signs", "select * from readable_newest_signs(array['{encounter}'::uuid])"],
    ["latest scores", "select * from readable_latest_scores(array['{encounter}'::uuid])"],
    ["latest predictions", "select * from readable_latest_predictions(array['{encounter}'::uuid])"],
  ])("finds nobody of B by %s", async (_what, sql) => {
    const asking = (ward: Ward) => rowsAs("lead", about(sql, ward));
    expect(await asking(own)).toHaveLength(1);
    expect(await asking(other)).toEqual([]);
  });

  // The row would have to be looked at for the division to fail.
  it.each([
    ["patients", "patient_id = '{patient}'"],
    ["encounters", "encounter_id = '{encounter}'"],
    ["alerts", "encounter_id = '{encounter}'"],
    ["bed_stays", "encounter_id = '{encounter}'"],
    ["readable_vital_signs", "encounter_id = '{encounter}'"],
    ["readable_vital_signs_minutely", "encounter_id = '{encounter}'"],
    ["readable_laboratory_results", "encounter_id = '{encounter}'"],
    ["readable_early_warning_scores", "encounter_id = '{encounter}'"],
    ["readable_predictions", "encounter_id = '{encounter}'"],
  ])("learns nothing of B in %s by an error", async (table, condition) => {
    const sql = `select 1 from ${table} where 1 / (case when ${condition} then 0 else 1 end) = 1`;
    expect(await rowsAs("lead", about(sql, other))).toHaveLength(1);
    await expect(rowsAs("lead", about(sql, own))).rejects.toMatchObject({ code: "22012" });
  });

  it.each([
    "newest_signs",
    "latest_scores",
    "latest_predictions",
    "readable_of",
    "unit_of_last_stay",
  ])("may not call %s", async (name) => {
    const argument = name === "unit_of_last_stay" ? "$1::uuid" : "array[$1::uuid]";
    await expect(
      rowsAs("lead", `select * from ${name}(${argument})`, [other.encounter]),
    ).rejects.toMatchObject({ code: "42501" });
  });

  it("copies out no more than it may read", async () => {
    const client = new pg.Client(database.urls.appUrl);
    await client.connect();
    const copied: string[] = [];
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter };
    connection.on("copyData", ({ chunk }: { chunk: Buffer }) => copied.push(chunk.toString()));
    await client.query("begin");
    await client.query(`set local wardcast.user_id = '${people.lead}'`);
    for (const table of ["patients", "encounters", "alerts"])
      await client.query(`copy ${table} to stdout`);
    await client.end();
    expect(copied.join()).toContain(own.patient);
    expectNothingOf(other, copied.join());
  });

  it("sees by a statement prepared for another what the one who runs it may", async () => {
    const client = new pg.Client(database.urls.appUrl);
    await client.connect();
    const seenBy = async (setting: string): Promise<unknown[]> => {
      await client.query("begin");
      await client.query(setting);
      const named = { name: "all", text: "select patient_id from patients" };
      const { rows } = await client.query<{ patient_id: string }>(named);
      await client.query("commit");
      return rows.map(({ patient_id }) => patient_id);
    };
    const acting = (person: Person) => `set local wardcast.user_id = '${people[person]}'`;

    expect(await seenBy(acting("elsewhere"))).toEqual([other.patient]);
    expect(await seenBy(acting("lead"))).toEqual([own.patient]);
    expect(await seenBy("select 1")).toEqual([]);
    expect(await seenBy(acting("elsewhere"))).toEqual([other.patient]);
    await client.end();
  });

  it("loses a patient who moves to B, and B gains one", async () => {
    const move = (bed: string) =>
      database.pool.query("update bed_stays set bed_id = $2 where encounter_id = $1", [
        own.encounter,
        bed,
      ]);
    const { rows } = await database.pool.query<{ bed: string }>(
      "insert into beds (unit_id, label) values ($1, 'second') returning bed_id as bed",
      [other.unit],
    );
    await move(rows[0]?.bed ?? "");
    try {
      const signs = "select * from readable_newest_signs(array[$1::uuid])";
      expect(await rowsAs("lead", "select * from patients")).toEqual([]);
      expect(await rowsAs("lead", signs, [own.encounter])).toEqual([]);
      expect(await rowsAs("elsewhere", "select * from patients")).toHaveLength(2);
      expect(await rowsAs("elsewhere", signs, [own.encounter])).toHaveLength(1);
      // What happened in A stays in A's queue, and goes with the patient's history.
      expect(await rowsAs("lead", "select * from alerts")).toHaveLength(1);
      expect(await rowsAs("elsewhere", "select * from alerts")).toHaveLength(2);
    } finally {
      await move(own.bed);
    }
  });

  it("may become no other role, nor leave the policies out", async () => {
    for (const sql of [
      "set local role wardcast_service",
      "set local role wardcast_identity",
      "set session authorization wardcast_service",
      "set local row_security = off; select * from patients",
      "alter table patients disable row level security",
      "drop policy own_units on encounters",
      "create policy mine on encounters using (true)",
      "alter table encounters owner to wardcast_app",
      "grant select on vital_signs to wardcast_app",
      "create view mine as select * from vital_signs",
      "create or replace function acting_unit_ids() returns uuid[] language sql as $$ select '{}' $$",
      "create temp table users (user_id uuid)",
    ])
      await expect(rowsAs("lead", sql)).rejects.toThrow();
  });
});

describe("changes", () => {
  const PRESCRIBE = `
    update encounters
       set oxygen_scale = 2,
           oxygen_scale_prescribed_by = $2,
           oxygen_scale_prescribed_at = now()
     where encounter_id = $1`;
  const ACKNOWLEDGE = `
    update alerts
       set phase = 'acknowledged', acknowledged_at = now(), acknowledged_by = $2
     where alert_id = $1`;
  const STEP = `
    insert into alert_events (alert_id, unit_id, step, phase, priority, at, user_id)
    values ($1, $2, $3, $3, 'high', now(), $4)`;

  it("of an oxygen scale are taken from whoever may prescribe, in their own unit and name", async () => {
    expect(await changedAs("lead", PRESCRIBE, [own.encounter, people.lead])).toBe(1);
    expect(await changedAs("lead", PRESCRIBE, [other.encounter, people.lead])).toBe(0);
    expect(await changedAs("nurse", PRESCRIBE, [own.encounter, people.nurse])).toBe(0);
    expect(await changedAs("closed", PRESCRIBE, [own.encounter, people.closed])).toBe(0);
    await expect(changedAs("lead", PRESCRIBE, [own.encounter, people.nurse])).rejects.toMatchObject(
      {
        code: "42501",
      },
    );
  });

  it("to an alert are one acknowledgement, in one's own unit and name", async () => {
    expect(await changedAs("nurse", ACKNOWLEDGE, [other.alert, people.nurse])).toBe(0);
    expect(await changedAs("closed", ACKNOWLEDGE, [own.alert, people.closed])).toBe(0);
    expect(await changedAs("admin", ACKNOWLEDGE, [own.alert, people.admin])).toBe(0);
    await expect(changedAs("nurse", ACKNOWLEDGE, [own.alert, people.lead])).rejects.toMatchObject({
      code: "42501",
    });
    await expect(changedAs("nurse", ACKNOWLEDGE, [own.alert, null])).rejects.toThrow();
    expect(await changedAs("nurse", ACKNOWLEDGE, [own.alert, people.nurse])).toBe(1);
    await expect(changedAs("lead", ACKNOWLEDGE, [own.alert, people.lead])).rejects.toMatchObject({
      code: "42501",
    });
  });

  it("to an alert are none that only the system may make", async () => {
    const expire = `
      update alerts set phase = 'expired', due_at = null, ended_at = now() where alert_id = $1`;
    await expect(changedAs("lead", expire, [own.alert])).rejects.toMatchObject({ code: "42501" });
  });

  it("to a technical alarm are who has seen it, once, in one's own unit and name", async () => {
    const see = (person: Person, ward: Ward, by: UserId | null = people[person]) =>
      changedAs(
        person,
        "update technical_alarms set seen_at = now(), seen_by = $2 where encounter_id = $1",
        [ward.encounter, by],
      );
    expect(await see("nurse", other)).toBe(0);
    expect(await see("closed", own)).toBe(0);
    expect(await see("admin", own)).toBe(0);
    await expect(see("nurse", own, people.lead)).rejects.toMatchObject({ code: "42501" });
    await expect(see("nurse", own, null)).rejects.toThrow();
    expect(await see("nurse", own)).toBe(1);
    expect(await see("lead", own)).toBe(0);
  });

  it("in the steps of alerts are acknowledgements that took place", async () => {
    const step = (alert: Ward, name: string, person: Person, by = people[person]) =>
      changedAs(person, STEP, [alert.alert, alert.unit, name, by]);
    await expect(step(own, "acknowledged", "nurse")).rejects.toMatchObject({ code: "42501" });

    await changedAs("nurse", ACKNOWLEDGE, [own.alert, people.nurse]);
    expect(await step(own, "acknowledged", "nurse")).toBe(1);
    for (const forged of [
      () => step(own, "resolved", "nurse"),
      () => step(own, "acknowledged", "lead"),
      () => step(own, "acknowledged", "nurse", people.lead),
      () => step({ ...own, unit: other.unit }, "acknowledged", "nurse"),
      () => step(other, "acknowledged", "nurse"),
    ])
      await expect(forged()).rejects.toMatchObject({ code: "42501" });
  });

  it.each([
    ["a patient's name", "update patients set family_name_sealed = 'X'"],
    ["whose encounter it is", "update encounters set patient_id = patient_id"],
    ["the unit of an encounter", "update encounters set unit_id = unit_id"],
    ["the unit of a bed", "update beds set unit_id = unit_id"],
    ["where somebody lies", "update bed_stays set bed_id = bed_id"],
    ["an alert's priority", "update alerts set priority = 'low'"],
    ["a technical alarm's end", "update technical_alarms set ended_at = now()"],
    ["a technical alarm, away", "delete from technical_alarms"],
    ["what an alert rests on", "update alerts set reason = '{}'"],
    ["a step", "update alert_events set step = 'resolved'"],
    ["an encounter, away", "delete from encounters"],
    ["an alert, away", "delete from alerts"],
    ["a new patient", "insert into patients (family_name_sealed) values ('X')"],
    ["a new alert", "insert into alerts (cause) values ('early-warning-score')"],
    ["a unit's name", "update units set name = 'X'"],
    ["a site", "insert into sites (code, name) values ('X', 'X')"],
    ["one's role", "update users set role = 'system-admin'"],
    ["a sign through its view", "delete from readable_vital_signs"],
    ["a held message's content", "update quarantined_messages set content_sealed = ''"],
    ["a gateway's token", "update gateway_tokens set token_hash = ''"],
    ["what was contained", "update containments set lifted_at = now()"],
    ["a reason for emergency access", "update emergency_accesses set reason = ''"],
    ["when emergency access ends", "update emergency_accesses set expires_at = now()"],
    ["a verification's outcome", "update audit_verifications set outcome = 'intact'"],
    ["an audit record", "update audit_events set action = 'a:b'"],
    ["an audit record, away", "delete from audit_events"],
    ["an audit record's number", "insert into audit_events (sequence) values (1)"],
  ])("of %s are nobody's", async (_what, sql) => {
    for (const person of ["lead", "admin"] as const)
      await expect(changedAs(person, sql)).rejects.toMatchObject({ code: "42501" });
  });

  it("of units and beds are the manager's", async () => {
    const addUnit = `insert into units (site_id, code, name, kind) select site_id, $1, 'N', 'ward' from sites limit 1`;
    const addBed = `insert into beds (unit_id, label) values ($1, $2)`;
    for (const person of ["lead", "officer", "closed"] as const) {
      await expect(changedAs(person, addBed, [own.unit, person])).rejects.toMatchObject({
        code: "42501",
      });
      expect(await changedAs(person, "update beds set in_use = false")).toBe(0);
    }
    await expect(changedAs("lead", addUnit, ["N"])).rejects.toMatchObject({ code: "42501" });
    expect(await changedAs("admin", addUnit, ["N"])).toBe(1);
    expect(await changedAs("admin", addBed, [own.unit, "new"])).toBe(1);
    expect(await changedAs("admin", "update beds set in_use = false where label = 'new'")).toBe(1);
  });

  it("of held messages are the manager's, who never sees the content", async () => {
    const settle = `update quarantined_messages set status = $2, settled_by = $3 where quarantine_id = $1`;
    expect(await rowsAs("admin", "select sender from quarantined_messages")).toHaveLength(1);
    for (const column of ["content", "content_sealed", "digest", "*"])
      await expect(
        rowsAs("admin", `select ${column} from quarantined_messages`),
      ).rejects.toMatchObject({ code: "42501" });
    expect(await rowsAs("lead", "select sender from quarantined_messages")).toEqual([]);
    expect(await changedAs("lead", settle, [held, "discarded", people.lead])).toBe(0);

    await expect(changedAs("admin", settle, [held, "discarded", people.lead])).rejects.toThrow();
    await expect(changedAs("admin", settle, [held, "replayed", people.admin])).rejects.toThrow();
    expect(await changedAs("admin", settle, [held, "discarded", people.admin])).toBe(1);
    expect(await changedAs("admin", settle, [held, "replay-requested", people.admin])).toBe(0);
  });

  it("show which beds are taken to the manager alone", async () => {
    expect(await rowsAs("admin", "select bed_id from occupied_beds order by 1")).toEqual(
      [own.bed, other.bed].sort().map((bed_id) => ({ bed_id })),
    );
    expect(await rowsAs("lead", "select bed_id from occupied_beds")).toEqual([]);
  });
});

describe("machines and accounts", () => {
  const refused = (pool: pg.Pool, sql: string) =>
    expect(pool.query(sql)).rejects.toMatchObject({ code: "42501" });

  it("keep a password's hash from every role but that of accounts", async () => {
    for (const column of ["password_hash", "email", "role", "*"]) {
      await refused(database.pools.service, `select ${column} from users`);
      await refused(database.pools.app, `select ${column} from users`);
    }
    expect((await database.pools.identity.query("select password_hash from users")).rowCount).toBe(
      6,
    );
  });

  it("keep patients from accounts, and sessions from machines", async () => {
    const patients = ["patients", "encounters", "bed_stays", "alerts", "vital_signs", "beds"];
    for (const table of [...patients, "readable_vital_signs", "quarantined_messages"])
      await refused(database.pools.identity, `select * from ${table}`);
    await refused(database.pools.identity, "select * from readable_newest_signs('{}')");
    for (const table of ["sessions", "user_units", "role_permissions"])
      await refused(database.pools.service, `select * from ${table}`);
  });

  it("keep second factors from all but accounts, and people's words from all but people", async () => {
    for (const table of ["second_factors", "recovery_codes", "totp_drafts", "passkey_challenges"]) {
      await refused(database.pools.service, `select * from ${table}`);
      await refused(database.pools.app, `select * from ${table}`);
    }
    for (const pool of [database.pools.service, database.pools.identity]) {
      await refused(pool, "select * from incident_notes");
      await refused(pool, "select * from handover_entries");
      await refused(pool, "select reason from emergency_accesses");
      await refused(pool, "select finding from emergency_accesses");
    }
    await refused(database.pools.app, "select token_hash from gateway_tokens");
    await refused(database.pools.identity, "select token_hash from gateway_tokens");
  });

  it("only add to the audit trail", async () => {
    for (const pool of Object.values(database.pools))
      for (const sql of [
        "select * from audit_events",
        "select count(*) from audit_events",
        "update audit_events set details = null",
        "delete from audit_events",
        "truncate audit_events",
        "copy audit_events to stdout",
        "select * from audit_chain",
        "update audit_chain set sequence = 0",
      ])
        await refused(pool, sql);
  });

  it("show incidents and gateways to the identity role for nobody but an officer", async () => {
    const seen = async (db: Queryable) =>
      (await db.query("select from incidents union all select from gateways")).rowCount;
    expect(await seen(database.pools.identity)).toBe(0);
    for (const [person, count] of [
      ["officer", 2],
      ["admin", 0],
      ["lead", 0],
    ] as const)
      expect(await actingAs(database.pools.identity, people[person], seen)).toBe(count);
  });

  it("let machines see every unit", async () => {
    const { rows } = await database.pools.service.query("select unit_id from encounters");
    expect(rows).toHaveLength(2);
  });
});
