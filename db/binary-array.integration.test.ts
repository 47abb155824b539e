import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  float4Array,
  float8Array,
  int2Array,
  int4Array,
  timestamptzArray,
  uuidArray,
} from "./binary-array";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

async function returned(type: string, bytes: Buffer): Promise<unknown[]> {
  const { rows } = await database.pool.query(`select unnest($1::${type}[]) as value`, [bytes]);
  return rows.map(({ value }) => value);
}

const uuids = [randomUUID(), "00000000-0000-0000-0000-000000000000", randomUUID()];

it.each([
  ["int2", int2Array, [0, 1, -32_768, 32_767, null]],
  ["int4", int4Array, [0, -1, 2_147_483_647, -2_147_483_648, null, 7]],
  ["float4", float4Array, [0, 36.5, -1.25, null]],
  ["float8", float8Array, [0, 36.6, 1e300, -0.1, null]],
  ["int4", int4Array, []],
  ["int4", int4Array, [null, null]],
])("%s arrives as it was", async (type, encode, values) => {
  expect(await returned(type, encode(values))).toEqual(values);
});

it("uuid arrives as it was", async () => {
  expect(await returned("uuid", uuidArray([...uuids, null]))).toEqual([...uuids, null]);
  expect(await returned("uuid", uuidArray(uuids.map((id) => id.toUpperCase())))).toEqual(uuids);
});

it("instants arrive to the millisecond, on both sides of both epochs", async () => {
  const instants = [
    "1900-01-01T00:00:00.001Z",
    "1969-12-31T23:59:59.999Z",
    "1999-12-31T23:59:59.999Z",
    "2000-01-01T00:00:00.000Z",
    "2026-11-21T23:00:00.123Z",
    "2199-06-01T12:00:00.500Z",
  ];
  const arrived = await returned("timestamptz", timestamptzArray(instants.map(Date.parse)));
  expect(arrived.map((value) => (value as Date).toISOString())).toEqual(instants);
});

it("takes typed arrays, and many rows", async () => {
  const values = Float32Array.from({ length: 70_000 }, (_, index) => index / 4);
  const { rows } = await database.pool.query(
    "select count(*)::int as count, sum(v::float8) as sum from unnest($1::float4[]) as v",
    [float4Array(values)],
  );
  expect(rows).toEqual([{ count: 70_000, sum: (69_999 * 70_000) / 8 }]);
});

it.each(["", "not a uuid", `${randomUUID()}0`, "g0000000-0000-0000-0000-000000000000"])(
  "refuses %j as a uuid",
  (text) => {
    expect(() => uuidArray([text])).toThrow(RangeError);
  },
);

it("refuses what is not an instant", () => {
  expect(() => timestamptzArray([Number.NaN])).toThrow(RangeError);
});
