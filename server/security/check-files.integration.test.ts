import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { acceptFiles, checkedFiles } from "#db/file-integrity";
import { openIncidents } from "#db/incidents";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { stateOfFile } from "#models/security/file-change";
import { checkFiles } from "./check-files";
import { differingFiles } from "./differing-files";
import { digestFiles, modelFiles } from "./protected-files";

const NOW = new Date("2026-03-01T08:00:00Z");
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query(
    "truncate incidents, incident_notes, incident_events, incident_steps, containments, file_integrity, file_checks",
  );
  folder = await mkdtemp(join(tmpdir(), "wardcast-files-"));
  await mkdir(join(folder, "deterioration/1.0.0"), { recursive: true });
  await write("model.json", "one");
  await write("weights.bin", "two");
});
afterEach(() => rm(folder, { recursive: true }));

const write = (file: string, text: string) =>
  writeFile(join(folder, "deterioration/1.0.0", file), text);
const find = async () => digestFiles(await modelFiles(folder));
const check = () => checkFiles(database.pool, find, NOW);
const incidents = async () =>
  (await openIncidents(database.pool)).map(({ evidence }) => evidence.files);
const states = async () =>
  (await checkedFiles(database.pool)).map(
    ({ label, accepted, found }) =>
      `${label}: ${stateOfFile(accepted ? accepted.sha256 : undefined, found)}`,
  );
const acceptAll = async () => {
  const differing = differingFiles(await checkedFiles(database.pool), await find());
  await acceptFiles(database.pool, differing, { reason: "release", by: "operator", now: NOW });
  return differing.map(({ label }) => label);
};

it("takes what it finds at first, by label and not by path", async () => {
  expect(await check()).toBe(0);
  expect(await check()).toBe(0);
  expect(await incidents()).toEqual([]);
  expect(await states()).toEqual([
    "model deterioration/1.0.0/model.json: as-accepted",
    "model deterioration/1.0.0/weights.bin: as-accepted",
  ]);
});

it.each([
  ["changed", () => write("weights.bin", "evil")],
  ["removed", () => rm(join(folder, "deterioration/1.0.0/weights.bin"))],
])("opens one incident for a file that was %s, however often it is checked", async (_how, harm) => {
  await check();
  await harm();
  expect(await check()).toBe(1);
  expect(await check()).toBe(1);
  expect(await incidents()).toEqual([["model deterioration/1.0.0/weights.bin"]]);
});

it("opens an incident for a model version that appeared", async () => {
  await check();
  await mkdir(join(folder, "deterioration/9.9.9"));
  await writeFile(join(folder, "deterioration/9.9.9/weights.bin"), "evil");
  await check();
  expect(await incidents()).toEqual([["model deterioration/9.9.9/weights.bin"]]);
});

it("does not open another after the first was closed, unless the file changes again", async () => {
  await check();
  await write("weights.bin", "evil");
  await check();
  await database.pool.query(
    `with officer as (
       insert into users (email, name, role, password_hash)
       values ('officer@wards.example', 'Officer', 'security-officer', 'none') returning user_id)
     update incidents set status = 'closed', closed_at = now(), closed_by = (select user_id from officer)`,
  );
  await check();
  expect(await incidents()).toEqual([]);

  await write("weights.bin", "worse");
  await check();
  expect(await incidents()).toHaveLength(1);
});

it("is content with what an operator accepted, files that are gone included", async () => {
  await check();
  await write("model.json", "new");
  await rm(join(folder, "deterioration/1.0.0/weights.bin"));
  expect(await acceptAll()).toEqual([
    "model deterioration/1.0.0/model.json",
    "model deterioration/1.0.0/weights.bin",
  ]);
  expect(await check()).toBe(0);
  expect(await incidents()).toEqual([]);
  expect(await acceptAll()).toEqual([]);
});

it("notices a file that goes back to what it was before it was accepted", async () => {
  await check();
  await write("model.json", "new");
  await acceptAll();
  await write("model.json", "one");
  expect(await check()).toBe(1);
});

it("does not call a key file as accepted that nobody accepted", async () => {
  await check();
  const withKey = async () => [...(await find()), { label: "a new key", sha256: "ab".repeat(32) }];
  expect(await checkFiles(database.pool, withKey, NOW)).toBe(1);
  expect(await incidents()).toEqual([["a new key"]]);
});

it("finds the files of the models that are shipped, the manifest among them", async () => {
  const labels = (await modelFiles()).map(({ label }) => label);
  expect(labels).toContain("model deterioration/2.0.0/manifest.json");
  expect(labels).toContain("model sign-forecast/1.0.0/weights.bin");
  expect((await digestFiles(await modelFiles())).every(({ sha256 }) => sha256)).toBe(true);
});
