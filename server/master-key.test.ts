import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMasterKeys } from "./master-key";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-key-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = () => randomBytes(32).toString("base64");
const textOf = (bytes: Buffer) => bytes.toString("base64");
const keyFile = async (content: string, mode = 0o600): Promise<string> => {
  const file = join(folder, "key");
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
};

describe("the master key", () => {
  it("is that of the file, before the variable, before the command", async () => {
    const [inFile, inVariable, fromCommand] = [text(), text(), text()];
    const MASTER_KEY_FILE = await keyFile(`${inFile}\n`);
    const rest = { MASTER_KEY: inVariable, MASTER_KEY_COMMAND: `printf ${fromCommand}` };
    const read = async (settings: object) =>
      textOf((await readMasterKeys(settings, undefined)).master.bytes);

    expect(await read({ MASTER_KEY_FILE, ...rest })).toBe(inFile);
    expect(await read(rest)).toBe(inVariable);
    expect(await read({ MASTER_KEY_COMMAND: rest.MASTER_KEY_COMMAND })).toBe(fromCommand);
  });

  it("comes with the one before when that is named", async () => {
    const [MASTER_KEY, MASTER_KEY_PREVIOUS] = [text(), text()];
    const { master, previous } = await readMasterKeys(
      { MASTER_KEY, MASTER_KEY_PREVIOUS },
      undefined,
    );
    expect(textOf(master.bytes)).toBe(MASTER_KEY);
    expect(previous && textOf(previous.bytes)).toBe(MASTER_KEY_PREVIOUS);
    expect(previous?.id).not.toBe(master.id);
  });

  it.each([
    [0o644, false],
    [0o604, false],
    [0o602, false],
    [0o660, false],
    [0o666, false],
    [0o640, false],
    [0o400, true],
  ])("is refused from a file that others read or change: mode %o", async (mode, isTaken) => {
    const reading = readMasterKeys({ MASTER_KEY_FILE: await keyFile(text(), mode) }, undefined);
    if (isTaken) return expect(await reading).toBeDefined();
    await expect(reading).rejects.toThrow(/^MASTER_KEY_FILE .*chmod 600/);
  });

  it.each(["", "short", "A".repeat(44), `${"A".repeat(43)}= and more`, "a".repeat(64)])(
    "is 32 bytes in base64 and nothing else, which the refusal does not repeat: %s",
    async (content) => {
      const failure = await readMasterKeys(
        { MASTER_KEY_FILE: await keyFile(content) },
        undefined,
      ).catch((cause: unknown) => cause);
      if (!(failure instanceof Error)) throw new Error("it was taken");
      expect(failure.message).toMatch(/^MASTER_KEY_FILE does not hold a key.*openssl rand/);
      if (content) expect(failure.message).not.toContain(content);
    },
  );

  it("that is nowhere is asked for by name, with how to make one", async () => {
    await expect(readMasterKeys({}, undefined)).rejects.toThrow(
      /MASTER_KEY_FILE is not set.*openssl/,
    );
    const MASTER_KEY_FILE = join(folder, "gone");
    await expect(readMasterKeys({ MASTER_KEY_FILE }, undefined)).rejects.toThrow(
      /^MASTER_KEY_FILE .*gone is not there/,
    );
  });
});

describe("the master key of an evaluation", () => {
  it("is made once, for its owner alone", async () => {
    const first = await readMasterKeys({}, { folder, mayMake: true });
    const second = await readMasterKeys({}, { folder, mayMake: false });

    expect(second.master.bytes.equals(first.master.bytes)).toBe(true);
    expect((await stat(join(folder, "master-key"))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder, "master-key"), "utf8")).trim()).toBe(
      textOf(first.master.bytes),
    );
  });

  it("is never made anew for a database that is sealed already", async () => {
    await expect(readMasterKeys({}, { folder, mayMake: false })).rejects.toThrow(
      /master-key is gone.*put it back/,
    );
    await expect(stat(join(folder, "master-key"))).rejects.toThrow();
  });

  it("gives way to one that is set", async () => {
    const MASTER_KEY = text();
    const { master } = await readMasterKeys({ MASTER_KEY }, { folder, mayMake: true });
    expect(textOf(master.bytes)).toBe(MASTER_KEY);
    await expect(stat(join(folder, "master-key"))).rejects.toThrow();
  });
});
