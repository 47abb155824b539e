import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seededRandom } from "#models/deterioration/seeded-random";
import { HEADER } from "./columns";

interface SyntheticPatients {
  patients: number;
  seed: number;
}

/**
 * Small files in the layout of PhysioNet 2019 with made-up patients, for tests: in the septic ones heart rate and
 * temperature rise towards the labelled hours, so that there is something to learn.
 */
export async function writeSyntheticFiles(dir: string, some: SyntheticPatients): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const { hospital, people } of syntheticHospitals(some)) {
    const rows = people.flatMap(({ patientId, rows }) => rows.map((row) => [patientId, ...row]));
    const text = [HEADER, ...rows].map((row) => `${row.join(",")}\n`).join("");
    await writeFile(join(dir, `set${hospital}.csv.gz`), gzipSync(text));
  }
}

/** The same patients in folders, a file for each, as the challenge distributes them. */
export async function writeSyntheticFolders(dir: string, some: SyntheticPatients): Promise<void> {
  for (const { hospital, people } of syntheticHospitals(some)) {
    const folder = join(dir, `training_set${hospital}`);
    await mkdir(folder, { recursive: true });
    for (const { patientId, rows } of people) {
      const written = rows.map((row) => row.map((cell) => (cell === "" ? "NaN" : cell)));
      const text = [HEADER.slice(1), ...written].map((row) => `${row.join("|")}\n`).join("");
      await writeFile(join(folder, `${patientId}.psv`), text);
    }
  }
}

function syntheticHospitals({ patients, seed }: SyntheticPatients) {
  const random = seededRandom(seed);
  return ["A", "B"].map((hospital, index) => ({
    hospital,
    people: Array.from({ length: Math.ceil(patients / 2) }, (_, patient) => ({
      patientId: `p${String(index)}${String(patient).padStart(5, "0")}`,
      rows: rowsOf(patient, random),
    })),
  }));
}

const HOURS = 30;
const FIRST_LABEL = 21;

function rowsOf(patient: number, random: () => number): (string | number)[][] {
  const isSeptic = patient % 3 === 0;
  const restingRate = 70 + 20 * random();
  const age = Math.round(40 + 40 * random());
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = index + 1;
    const illness = isSeptic ? Math.max(0, (hour - 8) / HOURS) : 0;
    const cells = new Map<string, number>([
      ["HR", Math.round(restingRate + 60 * illness + 6 * random())],
      ["O2Sat", Math.round(97 - 4 * illness)],
      ["Temp", Number((36.8 + 2 * illness + 0.3 * random()).toFixed(1))],
      ["SBP", Math.round(125 - 40 * illness + 10 * random())],
      ["MAP", Math.round(85 - 20 * illness + 6 * random())],
      ["Resp", Math.round(16 + 10 * illness + 3 * random())],
      ["Age", age],
      ["Gender", age % 2],
      ["Unit1", patient % 2],
      ["Unit2", 1 - (patient % 2)],
      ["HospAdmTime", -3],
      ["ICULOS", hour],
      ["SepsisLabel", isSeptic && hour >= FIRST_LABEL ? 1 : 0],
    ]);
    if (hour % 6 === 0) cells.set("Lactate", Number((1 + 5 * illness).toFixed(1)));
    if (hour % 6 === 0) cells.set("FiO2", 0.4);
    return HEADER.slice(1).map((column) => cells.get(column) ?? "");
  });
}
