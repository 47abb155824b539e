import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEncounterSummary } from "#db/encounter-summaries";
import { findEncounterDuring } from "#db/past-encounters";
import { bedOccupancies } from "#db/placed-encounters";
import { findQuarantined, listQuarantined, requestReplay } from "#db/quarantine";
import { testIdentifiers } from "#db/testing/test-identifiers";
import { unitBeds } from "#db/unit-board";
import { UnitId } from "#models/shared/ids";
import { type TestHospital, openTestHospital } from "./testing/hospital";
import { adt, heartRate, oru } from "./testing/messages";

// By the test's messages every patient is Erin Example, born 1960-02-29.
const first = { record: "NUMBER77", visit: "VISIT88", unit: "SICU", bed: "01" };
const second = { record: "NUMBER78", visit: "VISIT89", unit: "SICU", bed: "02" };
const IDENTIFIERS = ["Example", "Erin", "NUMBER7", "VISIT8", "1960-02-29", "19600229", "HEARSAY"];

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
  const { receive } = hospital.ingest.openConversation();
  await receive(Buffer.from(adt("A01", first)));
  await receive(Buffer.from(adt("A01", second)));
  await receive(Buffer.from(adt("A08", first)));
  await receive(
    Buffer.from(oru(first, [heartRate("72"), heartRate("HEARSAY"), heartRate("", "W")])),
  );
  await receive(Buffer.from(oru({ ...first, record: second.record }, [heartRate("73")])));
});
afterAll(() => hospital.stop());

const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  hospital.database.pool.query<Row>(sql, values).then(({ rows }) => rows);

/** Every row of every table, as a dump would have them. */
async function dump(): Promise<string> {
  const tables = await query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p', 'm')
        and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(
      `select to_jsonb(dumped)::text as row from ${name} as dumped`,
    );
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join("\n");
}

const formsOf = (text: string): string[] => [
  text.toLowerCase(),
  Buffer.from(text).toString("hex"),
  Buffer.from(text).toString("base64").replace(/=*$/, "").toLowerCase(),
];

describe("a dump of the database", () => {
  it("names no patient, nor holds a word of a refused message or value", async () => {
    const text = (await dump()).toLowerCase();

    // It is a dump of the rows that the messages made.
    expect(text).toContain("sicu");
    expect(text).toContain("monitor");
    expect(await query("select 1 from quarantined_messages")).toHaveLength(1);
    expect(await query("select 1 from rejected_observations")).not.toHaveLength(0);
    for (const identifier of IDENTIFIERS)
      for (const form of formsOf(identifier)) expect(text).not.toContain(form);
  });

  it("shows not even that two patients have the same name", async () => {
    const rows = await query<{ name: Buffer }>("select family_name_sealed as name from patients");
    expect(new Set(rows.map(({ name }) => name.toString("hex"))).size).toBe(rows.length);
  });
});

it("finds a patient by the number with its authority, and by the number alone", async () => {
  const { pool } = hospital.database;
  const at = new Date("2026-03-01T11:00:00Z");
  const find = (...medicalRecords: string[]) => {
    const named = { visitNumber: undefined, medicalRecords };
    return findEncounterDuring(pool, testIdentifiers, named, { from: at, until: at });
  };
  const encounterId = hospital.ingest.directory.findByVisit(first.visit)?.encounterId;

  expect(encounterId).toBeDefined();
  expect(await find("NUMBER77^HOSP")).toBe(encounterId);
  expect(await find("NUMBER77")).toBe(encounterId);
  expect(await find(" NUMBER77^HOSP ")).toBe(encounterId);
  for (const other of ["NUMBER77^OTHER", "number77", "NUMBER7", "077", ""])
    expect(await find(other)).toBeUndefined();
});

it("costs a message of vital signs no cryptography", async () => {
  const used: string[] = [];
  const counted = { ...testIdentifiers };
  for (const name of ["seal", "open", "tryOpen", "blindIndex", "ready"] as const)
    Object.assign(counted, {
      [name]: (...given: never[]) => {
        used.push(name);
        return Reflect.apply(testIdentifiers[name], undefined, given);
      },
    });
  const counting = await openTestHospital(Date.now, counted);
  const { receive } = counting.ingest.openConversation();
  await receive(Buffer.from(adt("A01", first)));
  expect(used).toContain("seal");
  used.length = 0;

  for (const value of ["70", "71", "72"])
    await receive(Buffer.from(oru(first, [heartRate(value)])));

  expect(counting.recorded).toHaveLength(3);
  expect(used).toEqual([]);
  await counting.stop();
});

describe("a value that was changed in the database", () => {
  const board = async () => {
    const [unit] = await query<{ id: string }>(
      "select unit_id as id from units where code = 'SICU'",
    );
    const { pool } = hospital.database;
    return unitBeds(pool, testIdentifiers, UnitId.parse(unit?.id), new Date());
  };
  const names = async () =>
    (await board()).flatMap(({ occupant }) => (occupant ? [occupant.name] : []));
  const undoing = async (change: string, undo: string, look: () => Promise<void>) => {
    await query(change);
    await look().finally(() => query(undo));
    expect(await names()).toEqual(["Example, Erin", "Example, Erin"]);
  };

  it("shows as not to be opened when it was swapped with another patient's", async () => {
    const swap = `
      update patients as one
         set family_name_sealed = other.family_name_sealed
        from patients as other
       where other.patient_id <> one.patient_id`;
    await undoing(swap, swap, async () => {
      expect(await names()).toEqual([null, null]);
      const occupancies = await bedOccupancies(hospital.database.pool, testIdentifiers);
      expect(occupancies).toHaveLength(2);
      expect(occupancies).toMatchObject([{ name: null, birthOn: "1960-02-29" }, { name: null }]);
    });
  });

  it("shows as not to be opened when it was moved to another column", async () => {
    const swap = `
      update patients
         set family_name_sealed = given_name_sealed,
             given_name_sealed = family_name_sealed`;
    await undoing(swap, swap, async () => expect(await names()).toEqual([null, null]));
  });

  it("costs a board that patient's name alone, whatever stands in its place", async () => {
    const { encounterId, patientId } = hospital.ingest.directory.findByVisit(first.visit) ?? {};
    if (!encounterId) throw new Error("not admitted");
    const [kept] = await query<{ family: Buffer; birth: Buffer }>(
      `select family_name_sealed as family, birth_on_sealed as birth from patients where patient_id = $1`,
      [patientId],
    );
    const write = (family: Buffer | undefined, birth: Buffer | undefined) =>
      query(
        "update patients set family_name_sealed = $2, birth_on_sealed = $3 where patient_id = $1",
        [patientId, family, birth],
      );
    for (const junk of [Buffer.alloc(0), Buffer.from("Example"), Buffer.alloc(60, 1)]) {
      await write(junk, junk);
      expect(await names()).toEqual([null, "Example, Erin"]);
      const summary = await findEncounterSummary(
        hospital.database.pool,
        testIdentifiers,
        encounterId,
        new Date(),
      );
      expect(summary).toMatchObject({ name: null, age: undefined, status: "active" });
    }
    await write(kept?.family, kept?.birth);
  });

  it("makes a visit number find nobody, rather than somebody else", async () => {
    const swap = `
      update encounters as one
         set visit_number_sealed = other.visit_number_sealed
        from encounters as other
       where other.encounter_id <> one.encounter_id`;
    await undoing(swap, swap, async () => {
      const occupancies = await bedOccupancies(hospital.database.pool, testIdentifiers);
      expect(occupancies.map(({ visitNumber }) => visitNumber)).toEqual([null, null]);
    });
  });

  it("keeps a quarantined message from being tried again, and the others from waiting for it", async () => {
    const { pool } = hospital.database;
    const [held] = await listQuarantined(pool);
    if (!held) throw new Error("nothing is held");
    expect((await findQuarantined(pool, testIdentifiers, held.quarantineId))?.content).toContain(
      "VISIT88",
    );

    await query("update quarantined_messages set content_sealed = set_byte(content_sealed, 30, 0)");
    expect((await findQuarantined(pool, testIdentifiers, held.quarantineId))?.content).toBeNull();
    await requestReplay(pool, held.quarantineId, "test");
    expect(await hospital.ingest.replayRequested()).toBe(0);

    expect(await listQuarantined(pool)).toMatchObject([{ status: "held", reason: "not-readable" }]);
  });
});
