import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPatientNumbers } from "./patient-numbers";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "numbers-"));
});
afterAll(() => rm(dir, { recursive: true }));

const read = async (text: string) => {
  const file = join(dir, "ids.txt");
  await writeFile(file, text);
  return [...(await readPatientNumbers(file))];
};

describe("readPatientNumbers", () => {
  it("takes one number on each line, with or without its zeros, in either line end", async () => {
    expect(await read("p000007\r\n7\n\n 100012 \np100012\n")).toEqual(["p000007", "p100012"]);
  });

  it.each([
    ["p000007\npatient 8\n", "ids.txt line 2: not a patient's number"],
    ["p0000007\n", "line 1: not a patient's number"],
    ["\n", "names nobody"],
  ])("refuses %j and says where", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it("says what is missing when there is no such file", async () => {
    await expect(readPatientNumbers(join(dir, "none"))).rejects.toThrow("give --ids a file");
  });
});
