import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLogFile } from "./log-file.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-log-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (lines: readonly string[]) =>
  new Promise<void>((done) => {
    const log = openLogFile(join(folder, "server.log"), 12);
    for (const line of lines) log.write(Buffer.from(line));
    log.end(done);
  });
const content = (name: string) => readFile(join(folder, name), "utf8");

it("goes on where the last start ended, and is read by its owner alone", async () => {
  await write(["one\n"]);
  await write(["two\n"]);

  expect(await content("server.log")).toBe("one\ntwo\n");
  expect((await stat(join(folder, "server.log"))).mode & 0o077).toBe(0);
});

it("keeps one file of the largest size besides the one it writes", async () => {
  await write(["1 first\n", "2 second\n", "3 third\n"]);

  expect(await readdir(folder)).toEqual(["server.log", "server.log.1"]);
  expect(await content("server.log.1")).toBe("2 second\n");
  expect(await content("server.log")).toBe("3 third\n");
});
