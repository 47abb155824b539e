import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate, readMigrations } from "./migrate";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "wardcast-migrations-"));
  for (const { name, sql } of await readMigrations()) {
    await writeFile(join(folder, `${name}.sql`), sql);
  }
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

const run = () => migrate(database.url, { folder: pathToFileURL(`${folder}/`) });
const tables = async (name: string): Promise<number> => {
  const { rowCount } = await database.pool.query("select from pg_class where relname = $1", [name]);
  return rowCount ?? 0;
};

it("applies nothing twice", async () => {
  expect(await migrate(database.pool)).toEqual([]);
});

it("applies a new file once, by whichever of two migrators comes first", async () => {
  await writeFile(join(folder, "9001_extra.sql"), "create table extra (a integer)");

  const applied = await Promise.all([run(), run()]);

  expect(applied.flat()).toEqual(["9001_extra"]);
  expect(await tables("extra")).toBe(1);
});

it("leaves nothing of a file that fails", async () => {
  await writeFile(
    join(folder, "9002_broken.sql"),
    "create table half (a integer); select nonsense",
  );

  await expect(run()).rejects.toThrow(/nonsense/);

  expect(await tables("half")).toBe(0);
  await rm(join(folder, "9002_broken.sql"));
});

it("refuses, by name, a file that changed after it was applied", async () => {
  await writeFile(join(folder, "9001_extra.sql"), "create table extra (b integer)");
  await expect(run()).rejects.toThrow(/9001_extra/);
});

it("refuses two files with one number", async () => {
  await writeFile(join(folder, "9001_other.sql"), "select 1");
  await expect(run()).rejects.toThrow(/9001_extra/);
});
