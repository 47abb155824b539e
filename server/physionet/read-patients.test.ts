import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEASURED_COLUMNS } from "./columns";
import { readPatients, type IcuPatient } from "./read-patients";
import { splitPatients } from "./split";
import { writeSyntheticFiles } from "./synthetic-files";

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
    ["another header", (text) => text.replace("HR,", "Pulse,"), "line 1: unexpected header"],
    ["a missing field", (text) => text.replace(/,0\n/, "\n"), "line 2: 41 fields"],
    ["a word for a number", (text) => text.replace(/\np000000,\d+/, "\np000000,high"), "HR is not"],
    ["a jump in time", (text) => text.replace(/\n.*,2,0\n/, "\n"), "hour 3 out of order"],
    ["another label", (text) => text.replace(/,1,0\n/, ",1,2\n"), "malformed SepsisLabel"],
  ])("refuses %s and says where", async (_what, change, message) => {
    const where = await spoilt(change);
    await expect(all(where)).rejects.toThrow(message);
  });

  it("refuses a patient in two pieces", async () => {
    const where = await spoilt((text) => `${text}${text.split("\n")[1]}\n`);
    await expect(all(where)).rejects.toThrow("p000000 is not in one piece");
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
