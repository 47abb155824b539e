import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEASURED_COLUMNS } from "./columns";
import { findRecordFiles } from "./find-record-files";
import { readPatients, type IcuPatient } from "./read-patients";
import { splitPatients } from "./split";
import { writeSyntheticFiles, writeSyntheticFolders } from "./synthetic-files";

const REAL = "../shared/data/physionet2019";
const hasReal = existsSync(REAL);
if (!hasReal) console.info(`skipped: the PhysioNet 2019 records are not at ${REAL}`);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "physionet-"));
});
afterAll(() => rm(dir, { recursive: true }));

const all = async (from: string): Promise<IcuPatient[]> => {
  const patients: IcuPatient[] = [];
  for await (const patient of readPatients(from)) patients.push(patient);
  return patients;
};
const column = (kind: string): number => MEASURED_COLUMNS.findIndex((one) => one.kind === kind);

/** The synthetic files with one change in the text of hospital A. */
const spoilt = async (change: (text: string) => string): Promise<string> => {
  const where = await mkdtemp(join(dir, "spoilt-"));
  await writeSyntheticFiles(where, { patients: 4, seed: 1 });
  const file = join(where, "setA.csv.gz");
  const text = gunzipSync(await readFile(file)).toString();
  await writeFile(file, gzipSync(change(text)));
  return where;
};

describe("readPatients", () => {
  it("gives each patient whole, in our units, with what was not measured missing", async () => {
    await writeSyntheticFiles(dir, { patients: 10, seed: 1 });
    const patients = await all(dir);
    expect(patients).toHaveLength(10);
    expect(patients.map(({ hospital }) => hospital).join("")).toBe("AAAAABBBBB");
    const [first] = patients;
    expect(first?.hours.map(({ iculos }) => iculos)).toEqual(
      Array.from({ length: 30 }, (_, hour) => hour + 1),
    );
    expect(first?.hours[0]?.values[column("lactate")]).toBeNaN();
    expect(first?.hours[5]?.values[column("inspiredOxygen")]).toBe(40);
    expect(first?.hours.filter(({ sepsisLabel }) => sepsisLabel === 1)).toHaveLength(10);
  });

  it.each<[string, (text: string) => string, string]>([
    [
      "another header",
      (text) => text.replace("HR,", "Pulse,"),
      "setA.csv.gz line 1, column 2: unexpected header, another column where HR should be",
    ],
    ["a missing field", (text) => text.replace(/,0\n/, "\n"), "line 2: 41 fields, expected 42"],
    [
      "a word for a number",
      (text) => text.replace(/\np000000,\d+/, "\np000000,high"),
      "line 2, column HR: not a number",
    ],
    [
      "a blank for a number",
      (text) => text.replace(/\np000000,\d+/, "\np000000, "),
      "line 2, column HR: not a number",
    ],
    [
      "a jump in time",
      (text) => text.replace(/\n.*,2,0\n/, "\n"),
      "line 3, column ICULOS: hour 3 out of order",
    ],
    [
      "another label",
      (text) => text.replace(/,1,0\n/, ",1,2\n"),
      "line 2, column SepsisLabel: neither 0 nor 1",
    ],
    [
      "an hour without label",
      (text) => text.replace(/,1,0\n/, ",1,\n"),
      "line 2, column SepsisLabel: missing",
    ],
    [
      "a label that is taken back",
      (text) => text.replace(/,30,1\n/, ",30,0\n"),
      "line 31, column SepsisLabel: goes back to 0",
    ],
    [
      "another sex",
      (text) => text.replace(/,(0|1),(0|1),(0|1),-3,1,/, ",2,$2,$3,-3,1,"),
      "line 2, column Gender: neither 0 (female) nor 1 (male)",
    ],
    ["a file without hours", (text) => text.split("\n")[0] ?? "", "line 2: no hours"],
  ])("refuses %s and says where", async (_what, change, message) => {
    const where = await spoilt(change);
    await expect(all(where)).rejects.toThrow(message);
  });

  it("refuses a patient in two pieces", async () => {
    const where = await spoilt((text) => `${text}${text.split("\n")[1]}\n`);
    await expect(all(where)).rejects.toThrow("column patient: the patient is not in one piece");
  });

  it("refuses a file that is cut off in the middle of its compression", async () => {
    const where = await spoilt((text) => text);
    const file = join(where, "setB.csv.gz");
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    await expect(all(where)).rejects.toThrow("setB.csv.gz cannot be read to its end");
  });

  it("reads the same patients from a file for each, and their hospital from the folder", async () => {
    const [tables, folders] = [join(dir, "tables"), join(dir, "folders")];
    await writeSyntheticFiles(tables, { patients: 6, seed: 4 });
    await writeSyntheticFolders(folders, { patients: 6, seed: 4 });
    expect(await all(folders)).toEqual(await all(tables));
  });

  it("tells the hospital of loose files by the challenge's numbering, or says that it is not known", async () => {
    const [folders, loose] = [join(dir, "numbered"), join(dir, "loose")];
    await writeSyntheticFolders(folders, { patients: 4, seed: 4 });
    await mkdir(loose);
    const from = join(folders, "training_setB/p100001.psv");
    for (const name of ["p000007", "p100001", "p900001"]) {
      await copyFile(from, join(loose, `${name}.psv`));
    }
    const patients = await all(loose);
    expect(patients.map(({ patientId, hospital }) => `${patientId} ${hospital}`)).toEqual([
      "p000007 A",
      "p100001 B",
      "p900001 unknown",
    ]);
  });

  it("reads plain tables, with lines ended in either way", async () => {
    const where = await spoilt((text) => text);
    const expected = await all(where);
    const packed = join(where, "setA.csv.gz");
    const text = gunzipSync(await readFile(packed)).toString();
    await writeFile(join(where, "setA.csv"), text.replaceAll("\n", "\r\n"));
    await rm(packed);
    expect(await all(where)).toEqual(expected);
  });

  it("leaves the label open where the column is absent", async () => {
    const where = await spoilt((text) => text.replace(/,[^,\n]*\n/g, "\n"));
    const [first] = await all(where);
    expect(first?.hours).toHaveLength(30);
    expect(first?.hours.every(({ sepsisLabel }) => sepsisLabel === undefined)).toBe(true);
  });

  it("can be left early", async () => {
    await writeSyntheticFiles(dir, { patients: 10, seed: 1 });
    for await (const patient of readPatients(dir)) {
      expect(patient.patientId).toBe("p000000");
      break;
    }
  });

  it.skipIf(!hasReal)("reads real records", async () => {
    let patients = 0;
    for await (const { hours } of readPatients(REAL, { hospitals: ["B"] })) {
      expect(hours.length).toBeGreaterThan(0);
      patients += 1;
      if (patients === 200) break;
    }
    expect(patients).toBe(200);
  });
});

describe("findRecordFiles", () => {
  it("says what it needs where there is nothing", async () => {
    await expect(findRecordFiles(await mkdtemp(join(dir, "empty-")))).rejects.toThrow(
      "it needs setA.csv.gz, setB.csv.gz",
    );
    await expect(findRecordFiles(join(dir, "nowhere"))).rejects.toThrow("cannot be read");
  });

  it.each([
    ["both packed and plain", "setA.csv", "holds both setA.csv.gz and setA.csv"],
    ["tables and single files", "p000001.psv", "more than one layout (setA.csv.gz, p000001.psv)"],
    ["a single file of nobody", "patient.psv", "patient.psv is not named pNNNNNN.psv"],
  ])("refuses %s", async (_what, name, message) => {
    const where = await spoilt((text) => text);
    await writeFile(join(where, name), "");
    await expect(findRecordFiles(where)).rejects.toThrow(message);
  });
});

describe("splitPatients", () => {
  const people = Array.from({ length: 400 }, (_, index) => ({
    patientId: `p${String(index).padStart(6, "0")}`,
    hospital: index % 2 === 0 ? ("A" as const) : ("B" as const),
    isSeptic: index % 5 === 0,
  }));

  it("takes 15 % to tune and 15 % to test from every stratum, whatever the order of the file", () => {
    const parts = splitPatients(people);
    const septicInB = people.filter(({ hospital, isSeptic }) => hospital === "B" && isSeptic);
    const count = (part: string) =>
      septicInB.filter(({ patientId }) => parts.get(patientId) === part).length;
    expect([count("tune"), count("test"), count("train")]).toEqual([6, 6, 28]);
    expect(splitPatients([...people].reverse())).toEqual(new Map(parts));
  });

  it("is fixed for good", () => {
    const parts = splitPatients(people);
    const tuned = people.filter(({ patientId }) => parts.get(patientId) === "tune").slice(0, 5);
    expect(tuned.map(({ patientId }) => patientId)).toMatchInlineSnapshot(`
      [
        "p000005",
        "p000009",
        "p000017",
        "p000020",
        "p000024",
      ]
    `);
  });
});
