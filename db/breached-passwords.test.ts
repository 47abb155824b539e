import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkHashFile } from "./breached-hash-file";
import { breachedPasswords } from "./breached-passwords";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-breached-"));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function fileOf(text: string): Promise<string> {
  files += 1;
  const path = join(folder, `hashes-${files}.txt`);
  await writeFile(path, text);
  return path;
}

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex").toUpperCase();

/** As the downloader writes it: ordered, each with its count. */
const hashFile = (passwords: readonly string[], newline = "\r\n"): string =>
  passwords
    .map((password, index) => `${sha1(password)}:${10 ** (index % 8)}`)
    .sort()
    .map((line) => line + newline)
    .join("");

describe("the list that comes with us", () => {
  it.each([
    "1qaz2wsx3edc",
    "Dragon2024!!!!",
    "passwordpassword",
    "000000000000",
    "QWERTYUIOP12345",
  ])("has %s", async (password) => {
    expect(await breachedPasswords().has(password)).toBe(true);
  });

  it.each(["correct dragon weather staple", "vixen-otter-83-quartz", "  twelve turtles  "])(
    "has not %s",
    async (password) => {
      expect(await breachedPasswords().has(password)).toBe(false);
    },
  );
});

describe("the operator's file of hashes", () => {
  const listed = Array.from({ length: 1_000 }, (_, index) => `a stolen phrase, number ${index}`);

  it.each(["\r\n", "\n"])("finds each of its lines and no other, ended by %j", async (newline) => {
    const stolen = breachedPasswords(await fileOf(hashFile(listed, newline)));

    for (const password of listed) expect(await stolen.has(password)).toBe(true);
    for (const password of listed) expect(await stolen.has(`${password}.`)).toBe(false);
  });

  it("finds the last line though it does not end", async () => {
    const path = await fileOf(hashFile(listed).trimEnd());
    await checkHashFile(path);
    const stolen = breachedPasswords(path);

    for (const password of listed) expect(await stolen.has(password)).toBe(true);
  });

  it("finds the one line there is", async () => {
    const path = await fileOf(hashFile(["only this phrase"]));
    await checkHashFile(path);

    expect(await breachedPasswords(path).has("only this phrase")).toBe(true);
    expect(await breachedPasswords(path).has("another of them")).toBe(false);
  });

  it("knows a password by its composed form", async () => {
    const stolen = breachedPasswords(await fileOf(hashFile(["caf\u00e9 at the corner"])));

    expect(await stolen.has("cafe\u0301 at the corner")).toBe(true);
  });

  it.each([2, 3, 50])("is accepted at the start with %i lines", async (count) => {
    await checkHashFile(await fileOf(hashFile(listed.slice(0, count))));
  });

  it.each([
    ["that is empty", "", /empty/],
    ["of passwords in clear", "123456\npassword\n".repeat(20), /at byte 0; download/],
    ["of NTLM hashes", "0CB6948805F797BF2A82807973B89537:12\n".repeat(20), /at byte 0; download/],
    ["of small letters", hashFile(listed).toLowerCase(), /at byte 0; download/],
    ["ordered by count", hashFile(listed).split("\r\n").reverse().join("\r\n").trim(), /ordered/],
    ["cut off in a line", hashFile(listed).slice(0, -20), /at byte \d+; download/],
  ])("is refused at the start when it is one %s", async (_kind, text, reason) => {
    await expect(checkHashFile(await fileOf(text))).rejects.toThrow(reason);
  });

  it("is refused at the start when it is not there", async () => {
    await expect(checkHashFile(join(folder, "nowhere"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
