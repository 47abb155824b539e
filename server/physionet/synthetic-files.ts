import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seededRandom } from "#models/deterioration/seeded-random";
import { HEADER } from "./columns";

/**
 * Small files in the layout of PhysioNet 2019 with made-up patients, for tests: in the septic ones heart rate and
 * temperature rise towards the labelled hours, so that there is something to learn.
 */
export async function writeSyntheticFiles(
  dir: string,
  { patients, seed }: { patients: number; seed: number },
): Promise<void> {
  const random = seededRandom(seed);
  await mkdir(dir, { recursive: true });
  for (const [index, name] of ["setA.csv.gz", "setB.csv.gz"].entries()) {
    const lines = [HEADER.join(",")];
    for (let patient = 0; patient < patients / 2; patient += 1) {
      const patientId = `p${String(index)}${String(patient).padStart(5, "0")}`;
      lines.push(...linesOf(patientId, patient % 3 === 0, random));
    }
    await writeFile(join(dir, name), gzipSync(`${lines.join("\n")}\n`));
  }
}

const HOURS = 30;
const FIRST_LABEL = 21;

function linesOf(patientId: string, isSeptic: boolean, random: () => number): string[] {
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
      ["HospAdmTime", -3],
      ["ICULOS", hour],
      ["SepsisLabel", isSeptic && hour >= FIRST_LABEL ? 1 : 0],
    ]);
    if (hour % 6 === 0) cells.set("Lactate", Number((1 + 5 * illness).toFixed(1)));
    if (hour % 6 === 0) cells.set("FiO2", 0.4);
    return [patientId, ...HEADER.slice(1).map((column) => cells.get(column) ?? "")].join(",");
  });
}
