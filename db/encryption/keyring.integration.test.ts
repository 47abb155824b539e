import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { PatientId } from "#models/shared/ids";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { inTransaction } from "../transaction";
import { addDataKey, WrongMasterKey } from "./data-keys";
import { type Keyring, type KeyringOptions, openKeyring } from "./keyring";
import { masterKey } from "./master-key";

const master = masterKey(randomBytes(32));
const patientId = PatientId.parse("b1111111-1111-4111-8111-111111111111");
const field = "patients.family_name";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());
beforeEach(() => database.pool.query("delete from data_keys"));

async function open(key = master, options: KeyringOptions = {}): Promise<Keyring> {
  const keyring = await openKeyring(database.pool, key, options);
  onTestFinished(keyring.stop);
  return keyring;
}

it("makes the first keys once, however many start at the same time", async () => {
  const [first, second] = await Promise.all([open(), open()]);

  const sealed = first.identifiers.seal(field, patientId, "Okafor");

  expect(second.identifiers.open(field, patientId, sealed)).toBe("Okafor");
  const index = second.identifiers.blindIndex("encounters.visit_number", "V1");
  expect(first.identifiers.blindIndex("encounters.visit_number", "V1").equals(index)).toBe(true);
  const { rows } = await database.pool.query("select purpose, version from data_keys order by 1");
  expect(rows).toEqual([
    { purpose: "field", version: 1 },
    { purpose: "index", version: 1 },
  ]);
});

it("stores no key that opens anything by itself", async () => {
  const { identifiers } = await open();
  const { rows } = await database.pool.query<{ wrapped: Buffer }>("select wrapped from data_keys");
  const sealed = identifiers.seal(field, patientId, "Okafor");

  for (const { wrapped } of rows) {
    expect(wrapped).toHaveLength(12 + 32 + 16);
    expect(sealed.includes(wrapped.subarray(12, 44))).toBe(false);
  }
});

it("says which master key it needs when it is given another", async () => {
  await open();
  const other = masterKey(randomBytes(32));

  const opening = open(other);

  await expect(opening).rejects.toThrow(WrongMasterKey);
  await expect(opening).rejects.toThrow(new RegExp(`${other.id}.*${master.id}`));
  await expect(opening).rejects.not.toThrow(other.bytes.toString("base64"));
  await open(other, { previous: master });
});

it("refuses a data key that was changed, or put in the place of another", async () => {
  await open();
  const { pool } = database;
  await pool.query(
    "update data_keys set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)",
  );
  await expect(open()).rejects.toThrow(/field key 1 in data_keys is damaged/);

  await pool.query(
    "update data_keys set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)",
  );
  await open();
  await pool.query(
    `update data_keys set wrapped = (select wrapped from data_keys where purpose = 'index')
      where purpose = 'field'`,
  );
  await expect(open()).rejects.toThrow(/damaged/);
});

it("says that a key is gone, rather than to seal with a new one", async () => {
  await open();
  await database.pool.query("delete from data_keys where purpose = 'field'");
  await expect(open()).rejects.toThrow(/has lost a key/);
});

it("opens what a newer key of another process has sealed, inside a transaction too", async () => {
  const here = await open();
  await addDataKey(database.pool, master, { purpose: "field", version: 2 });
  const there = await open();
  const sealed = there.identifiers.seal(field, patientId, "Okafor");
  expect(here.identifiers.tryOpen(field, patientId, sealed)).toBeNull();

  const name = await inTransaction(database.pool, async (client) => {
    await here.identifiers.ready(client, [{ patientId, sealed }]);
    return here.identifiers.tryOpen(field, patientId, sealed);
  });

  expect(name).toBe("Okafor");
  expect(here.identifiers.currentVersion()).toBe(2);
});

it("goes on with the keys it has when a newer one is under a master key it does not have", async () => {
  const failures: unknown[] = [];
  const here = await open(master, { onRefreshFailed: (cause) => failures.push(cause) });
  const before = here.identifiers.seal(field, patientId, "Okafor");
  const other = masterKey(randomBytes(32));
  await addDataKey(database.pool, other, { purpose: "field", version: 2 });
  const there = await open(other, { previous: master });
  const sealed = there.identifiers.seal(field, patientId, "Abara");

  await here.identifiers.ready(database.pool, [{ before, sealed }]);

  expect(here.identifiers.tryOpen(field, patientId, sealed)).toBeNull();
  expect(here.identifiers.tryOpen(field, patientId, before)).toBe("Okafor");
  expect(failures).toEqual([expect.any(WrongMasterKey)]);
});

it.each(["wardcast_app", "wardcast_identity", "wardcast_service"])(
  "lets %s read the wrapped keys and change none",
  async (role) => {
    await open();
    const as = (sql: string) =>
      inTransaction(database.pool, async (client) => {
        await client.query(`set local role ${role}`);
        return client.query(sql);
      });

    expect((await as("select wrapped from data_keys")).rowCount).toBe(2);
    for (const change of [
      "update data_keys set retired_at = now()",
      "delete from data_keys",
      "insert into data_keys values ('field', 9, '', '')",
    ])
      await expect(as(change)).rejects.toThrow(/permission denied/);
  },
);
