import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { WrongMasterKey } from "#db/encryption/data-keys";
import type { Identifiers } from "#db/encryption/identifiers";
import { type Keyring, openKeyring } from "#db/encryption/keyring";
import { type MasterKey, masterKey } from "#db/encryption/master-key";
import { beginRotation } from "#db/encryption/rotate-data-keys";
import { sealedColumns } from "#db/encryption/sealed-columns";
import { findPatients, insertPatient, updateDemographics } from "#db/patients";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { AuditEvent } from "#models/audit/audit-event";
import type { PatientId } from "#models/shared/ids";
import { rotateDataKeys, rotateMasterKey } from "./rotate-keys";

const COMMAND = fileURLToPath(new URL("../cli/keys-rotate.ts", import.meta.url));
const master = masterKey(randomBytes(32));
let database: TestDatabase;
let recorded: AuditEvent[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  recorded = [];
  await database.pool.query("delete from patients");
  await database.pool.query("delete from data_keys");
});

const ports = () => ({
  pool: database.pool,
  audit: { record: async (...events: readonly AuditEvent[]) => void recorded.push(...events) },
  now: () => new Date("2026-03-01T12:00:00Z"),
});

async function open(key: MasterKey = master): Promise<Keyring> {
  const keyring = await openKeyring(database.pool, key);
  onTestFinished(keyring.stop);
  return keyring;
}

async function addPatients(identifiers: Identifiers, count: number): Promise<PatientId[]> {
  const ids: PatientId[] = [];
  for (let number = 0; number < count; number += 1) {
    const demographics = {
      familyName: `Family${number}`,
      givenName: "Given",
      bornOn: "1950-06-01",
      sex: "unknown",
    } as const;
    ids.push(await insertPatient(database.pool, identifiers, `N${number}^H`, demographics));
  }
  return ids;
}

/** Family names by patient; null for one that does not open. */
async function familyNames(identifiers: Identifiers): Promise<(string | null)[]> {
  const { rows } = await database.pool.query<{ id: PatientId; sealed: Buffer }>(
    "select patient_id as id, family_name_sealed as sealed from patients",
  );
  await identifiers.ready(database.pool, rows);
  return rows.map(({ id, sealed }) => identifiers.tryOpen("patients.family_name", id, sealed));
}

const versionsInUse = async (): Promise<Record<number, number>> => {
  const { rows } = await database.pool.query<{ version: number; count: number }>(
    `select get_byte(sealed, 4) as version, count(*)::int as count
       from patients
      cross join lateral unnest(array[family_name_sealed, given_name_sealed, medical_record_sealed,
                                      birth_on_sealed]) as sealed
      group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ version, count }) => [version, count]));
};

const retiredVersions = async (): Promise<number[]> => {
  const { rows } = await database.pool.query<{ version: number }>(
    "select version from data_keys where retired_at is not null order by version",
  );
  return rows.map(({ version }) => version);
};

const quietly = { onProgress: () => undefined, settleMs: 0 };

describe("the rotation of the data key", () => {
  it("seals everything anew, retires the key before, and leaves every name and number findable", async () => {
    const keyring = await open();
    const other = await open();
    const [patientId] = await addPatients(keyring.identifiers, 450);

    const rotation = await rotateDataKeys(ports(), { keyring, master }, quietly);

    expect(rotation).toEqual({ version: 2, isNew: true, resealed: 1_800, broken: 0, retired: [1] });
    expect(await versionsInUse()).toEqual({ 2: 1_800 });
    expect(await retiredVersions()).toEqual([1]);
    // A process that was not told.
    expect(new Set(await familyNames(other.identifiers)).size).toBe(450);
    expect(await familyNames(other.identifiers)).not.toContain(null);
    expect(await findPatients(database.pool, other.identifiers, ["N0^H"])).toEqual([patientId]);
    expect(recorded).toMatchObject([
      { action: "keys:rotated", outcome: "permitted", details: { version: 2, resealed: 1_800 } },
    ]);
  });

  it("overwrites nothing that changed meanwhile, nor leaves it under the old key", async () => {
    const keyring = await open();
    const other = await open();
    const ids = await addPatients(keyring.identifiers, 300);
    const renamed = {
      familyName: "Renamed",
      givenName: "",
      bornOn: undefined,
      sex: "unknown",
    } as const;
    let isChanged: Promise<unknown> | undefined;

    await rotateDataKeys(
      ports(),
      { keyring, master },
      {
        ...quietly,
        onProgress: () => {
          // With the key before, by a process that has not heard of the new one.
          isChanged ??= Promise.all(
            ids.map((id) => updateDemographics(database.pool, other.identifiers, id, renamed)),
          );
        },
      },
    );
    await isChanged;
    await rotateDataKeys(ports(), { keyring, master }, quietly);

    expect(new Set(await familyNames(keyring.identifiers))).toEqual(new Set(["Renamed"]));
    expect(Object.keys(await versionsInUse())).toEqual(["3"]);
  });

  it("is taken up again by a second run, without another key", async () => {
    const keyring = await open();
    await addPatients(keyring.identifiers, 10);
    await beginRotation(database.pool, master);

    const rotation = await rotateDataKeys(ports(), { keyring, master }, quietly);

    expect(rotation).toMatchObject({ version: 2, isNew: false, resealed: 40, retired: [1] });
  });

  it("leaves what does not open, says how much, and does not let it stop the next rotation", async () => {
    const keyring = await open();
    const [id] = await addPatients(keyring.identifiers, 3);
    await database.pool.query(
      "update patients set given_name_sealed = set_byte(given_name_sealed, 20, 1) where patient_id = $1",
      [id],
    );

    const rotation = await rotateDataKeys(ports(), { keyring, master }, quietly);

    expect(rotation).toMatchObject({ resealed: 11, broken: 1, retired: [1] });
    expect(await versionsInUse()).toEqual({ 1: 1, 2: 11 });
    expect(recorded).toMatchObject([{ outcome: "failed", details: { broken: 1 } }]);
  });

  it("loses nothing when it is killed half-way, and a second run finishes", async () => {
    const keyring = await open();
    await addPatients(keyring.identifiers, 2_500);

    const killed = startCommand();
    await expect
      .poll(async () => (await versionsInUse())[2] ?? 0, { timeout: 30_000, interval: 5 })
      .toBeGreaterThan(0);
    killed.child.kill("SIGKILL");
    await killed.ended;
    const halfWay = await versionsInUse();
    expect(halfWay[1]).toBeGreaterThan(0);
    expect(halfWay[2]).toBeGreaterThan(0);
    expect(new Set(await familyNames(keyring.identifiers)).size).toBe(2_500);
    expect(await retiredVersions()).toEqual([]);

    const finished = startCommand("--json");
    expect(await finished.ended).toBe(0);

    expect(JSON.parse(finished.output())).toMatchObject({
      version: 2,
      isNew: false,
      resealed: halfWay[1],
      retired: [1],
    });
    expect(await versionsInUse()).toEqual({ 2: 10_000 });
    expect(new Set(await familyNames(keyring.identifiers)).size).toBe(2_500);
  });
});

describe("the rotation of the master key", () => {
  it("wraps every data key anew: the new one opens, the one before is refused", async () => {
    const keyring = await open();
    await addPatients(keyring.identifiers, 3);
    const next = masterKey(randomBytes(32));

    await rotateMasterKey(ports(), { master: next, previous: master });

    await expect(open()).rejects.toThrow(WrongMasterKey);
    const after = await open(next);
    expect(await familyNames(after.identifiers)).not.toContain(null);
    expect(recorded).toMatchObject([
      { action: "keys:rotated", details: { kind: "master", rewrapped: 2 } },
    ]);
    // One that runs goes on, and a second run changes nothing.
    await keyring.refresh();
    expect(await rotateMasterKey(ports(), { master: next, previous: master })).toEqual({
      rewrapped: 0,
    });
  });

  it("changes nothing when the previous key is not the right one", async () => {
    await open();
    const wrong = { master: masterKey(randomBytes(32)), previous: masterKey(randomBytes(32)) };
    await expect(rotateMasterKey(ports(), wrong)).rejects.toThrow(WrongMasterKey);
    await open();
  });
});

it("knows a sealed column of every table that is there, and asks for no table that is not", async () => {
  const columns = await sealedColumns(database.pool);
  const { rows } = await database.pool.query<{ column: string }>(
    `select attrelid::regclass || '.' || attname as column
       from pg_attribute
      where attname like '%\\_sealed'
        and attrelid in (select oid from pg_class where relkind = 'r')`,
  );
  const known = columns.map(({ table, column }) => `${table}.${column}`);
  expect(known).toEqual(expect.arrayContaining(rows.map(({ column }) => column)));
  expect(rows.length).toBeGreaterThan(6);
});

function startCommand(...options: string[]) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", COMMAND, "--database", database.url, ...options],
    {
      env: {
        PATH: process.env.PATH,
        MASTER_KEY: master.bytes.toString("base64"),
        NODE_ENV: "test",
      },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, ended, output: () => output };
}
