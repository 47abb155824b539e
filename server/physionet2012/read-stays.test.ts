import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PHYSIONET2012_VARIABLES } from "#models/outcomes/physionet2012-variables";
import type { IcuStay } from "./icu-stay";
import { OUTCOMES_FILE } from "./read-outcomes";
import { readStays, STAYS_FILE, type StayProgress } from "./read-stays";
import { writeSyntheticStays } from "./synthetic-stays";

const REAL = "../shared/data/physionet2012";
const hasReal = existsSync(REAL);
if (!hasReal) console.info(`skipped: the PhysioNet 2012 records are not at ${REAL}`);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "physionet2012-"));
});
afterAll(() => rm(dir, { recursive: true }));

const all = async (
  from: string,
  onProgress?: (progress: StayProgress) => void,
): Promise<IcuStay[]> => {
  const stays: IcuStay[] = [];
  for await (const stay of readStays(from, onProgress)) stays.push(stay);
  return stays;
};

type Change = (text: string) => string;

/** The synthetic files with one change in the text of one of them. */
const spoilt = async (change: Change, file: string): Promise<string> => {
  const where = await mkdtemp(join(dir, "spoilt-"));
  await writeSyntheticStays(where, { stays: 3, seed: 1 });
  const path = join(where, file);
  const bytes = await readFile(path);
  if (file === STAYS_FILE) await writeFile(path, gzipSync(change(gunzipSync(bytes).toString())));
  else await writeFile(path, change(bytes.toString()));
  return where;
};
const stayWith = async (line: string): Promise<IcuStay | undefined> => {
  const where = await spoilt(
    (text) => text.replace("\n100001,00:07,", `\n${line}\n100001,00:07,`),
    STAYS_FILE,
  );
  return (await all(where))[0];
};
const valuesOf = (stay: IcuStay | undefined, column: string): number[] => {
  const position = PHYSIONET2012_VARIABLES.findIndex((one) => one.column === column);
  const its = stay?.observations.filter(({ variable }) => variable === position) ?? [];
  return its.map(({ value }) => value);
};

describe("readStays", () => {
  it("gives each stay whole, with its outcome, and unknown where the records have -1", async () => {
    await writeSyntheticStays(dir, { stays: 5, seed: 1 });
    const stays = await all(dir);
    expect(stays.map(({ stayId }) => stayId)).toEqual(
      Array.from({ length: 5 }, (_, index) => String(100_001 + index)),
    );
    const [first, second] = stays;
    expect(first).toMatchObject({ icuType: "medical", heightCm: undefined });
    expect(first?.outcome).toEqual({ died: true, saps: 20, sofa: undefined });
    expect(second?.outcome).toEqual({ died: false, saps: 12, sofa: 4 });
    expect(valuesOf(first, "Weight")).toEqual([80]);
    expect(valuesOf(first, "Lactate")).toHaveLength(4);
    expect(first?.observations.at(-1)?.minutes).toBe(23 * 120 + 7);
  });

  it.each([
    ["a temperature in an empty field of Fahrenheit", "100001,00:05,Temp,-17.8", "Temp", []],
    ["a forgotten point", "100001,00:05,pH,735", "pH", []],
    ["an unknown weight", "100001,00:05,Weight,-1", "Weight", [80]],
    ["a fraction as a percentage", "100001,00:05,FiO2,0.55", "FiO2", [55]],
    ["a value at the limit", "100001,00:05,GCS,3", "GCS", [3]],
  ])("takes %s for what it is", async (_what, line, column, expected) => {
    expect(valuesOf(await stayWith(line), column)).toEqual(expected);
  });

  it("keeps two values of one time, as they were charted", async () => {
    const stay = await stayWith("100001,00:05,Temp,36.6\n100001,00:05,Temp,37.1");
    expect(valuesOf(stay, "Temp")).toEqual([36.6, 37.1]);
  });

  it("counts what it passed over, and bytes to the end of the file", async () => {
    const where = await spoilt(
      (text) =>
        text
          .replace(",Height,-1", ",Height,13")
          .replace("\n100001,00:07,", "\n100001,00:06,HR,900\n100001,00:07,"),
      STAYS_FILE,
    );
    let last: StayProgress | undefined;
    await all(where, (progress) => {
      last = { ...progress };
    });
    expect(last).toMatchObject({ stays: 3, implausible: 2, bytesRead: last?.bytesTotal });
  });

  it.each<[string, Change, string]>([
    ["another header", (text) => text.replace("Time", "When"), "line 1: unexpected header"],
    ["a missing field", (text) => text.replace(",Age,", ","), "line 3: 3 fields, expected 4"],
    ["a word for a number", (text) => text.replace(/,HR,[^\n]+/, ",HR,high"), "Value of HR is not"],
    ["an empty value", (text) => text.replace(/,HR,[^\n]+/, ",HR,"), "Value of HR is not"],
    ["a time after 48:00", (text) => text.replace("00:07", "48:01"), "Time is not from"],
    ["a time that goes back", (text) => text.replace("02:07", "00:01"), "Time goes back"],
    ["another parameter", (text) => text.replace(",HR,", ",Pulse,"), "unknown Parameter"],
    ["another stay inside", (text) => text.replace("RecordID,1", "RecordID,2"), "another RecordID"],
    ["two ages", (text) => text.replace(",Height,-1", ",Age,60"), "Age twice in a stay"],
    ["no kind of unit", (text) => text.replace(/\n[^\n]+ICUType,3/, ""), "has no ICUType"],
    ["an unknown kind of unit", (text) => text.replace("ICUType,3", "ICUType,7"), "not 1 to 4"],
    [
      "a stay in two pieces",
      (text) => `${text}100001,00:00,Age,50\n`,
      "100001 is not in one piece",
    ],
  ])("refuses %s and says where", async (_what, change, message) => {
    const where = await spoilt(change, STAYS_FILE);
    await expect(all(where)).rejects.toThrow(message);
    await expect(all(where)).rejects.toThrow(/^set-a\.csv\.gz line \d+: /);
  });

  it.each<[string, Change, string]>([
    ["another header", (text) => text.replace("SOFA", "Sofa"), "line 1: unexpected header"],
    ["a missing field", (text) => text.replace(/,1\n/, "\n"), "line 2: 5 fields, expected 6"],
    ["another outcome", (text) => text.replace(/,1\n/, ",2\n"), "neither 0 nor 1"],
    ["a score below -1", (text) => text.replace(",20,", ",-2,"), "SAPS-I is not a whole number"],
    ["a stay twice", (text) => text.replace("100002", "100001"), "stay 100001 twice"],
    ["a stay too few", (text) => text.replace(/\n100002[^\n]+/, ""), "100002 is not in Outcomes"],
    ["a stay too many", (text) => `${text}100009,1,1,1,1,0\n`, "ends without stay 100009"],
  ])("refuses outcomes with %s", async (_what, change, message) => {
    await expect(all(await spoilt(change, OUTCOMES_FILE))).rejects.toThrow(message);
  });

  it("can be left early", async () => {
    await writeSyntheticStays(dir, { stays: 5, seed: 1 });
    for await (const stay of readStays(dir)) {
      expect(stay.stayId).toBe("100001");
      break;
    }
  });

  it.skipIf(!hasReal)("reads real records", async () => {
    let stays = 0;
    for await (const { observations } of readStays(REAL)) {
      expect(observations.every(({ value }) => Number.isFinite(value))).toBe(true);
      stays += 1;
      if (stays === 200) break;
    }
    expect(stays).toBe(200);
  });
});
