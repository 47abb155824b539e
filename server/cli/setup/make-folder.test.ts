import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder } from "./make-folder.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("makes every folder of the way, and the same again is nothing new", async () => {
  const path = join(folder, "one", "two", "three");
  makeFolder(path);
  makeFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
  expect((await stat(path)).mode & 0o077).toBe(0);
});

it("refuses a file in the place of the folder, and one on the way", async () => {
  await writeFile(join(folder, "file"), "");
  expect(() => makeFolder(join(folder, "file"))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, "file", "data"))).toThrow(/ENOTDIR/);
});

it.skipIf(!existsSync("/proc/self"))("gives up where no folder can be made", () => {
  expect(() => makeFolder("/proc/nothing/data")).toThrow(/ENOENT/);
  expect(() => makeFolder("/proc/nothing")).toThrow(/ENOENT/);
});
