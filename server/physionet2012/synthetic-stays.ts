import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seededRandom } from "#models/deterioration/seeded-random";
import { OUTCOMES_FILE, OUTCOMES_HEADER } from "./read-outcomes";
import { STAYS_FILE, STAYS_HEADER } from "./read-stays";

/**
 * Small files in the layout of PhysioNet 2012 with made-up stays, for tests: those who die have less urine, more
 * lactate and a falling pressure, so that there is something to learn.
 */
export async function writeSyntheticStays(
  dir: string,
  { stays, seed }: { stays: number; seed: number },
): Promise<void> {
  const random = seededRandom(seed);
  const lines = [STAYS_HEADER];
  const outcomes = [OUTCOMES_HEADER.join(",")];
  for (let index = 0; index < stays; index += 1) {
    const stayId = String(100_001 + index);
    const dies = index % 4 === 0;
    lines.push(...linesOf(stayId, dies ? 0.3 + 0.7 * random() : 0.6 * random(), random));
    outcomes.push([stayId, dies ? 20 : 12, dies ? -1 : 4, 9, -1, dies ? 1 : 0].join(","));
  }
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, STAYS_FILE), gzipSync(`${lines.join("\n")}\n`));
  await writeFile(join(dir, OUTCOMES_FILE), `${outcomes.join("\n")}\n`);
}

function linesOf(stayId: string, illness: number, random: () => number): string[] {
  const entry = (minutes: number, parameter: string, value: number): string => {
    const clock = [Math.floor(minutes / 60), minutes % 60].map((part) =>
      String(part).padStart(2, "0"),
    );
    return [stayId, clock.join(":"), parameter, value].join(",");
  };
  const around = (middle: number, spread: number): number =>
    Math.round((middle + spread * (random() - 0.5)) * 10) / 10;
  return [
    entry(0, "RecordID", Number(stayId)),
    entry(0, "Age", Math.round(around(60, 40))),
    entry(0, "Gender", random() < 0.5 ? 0 : 1),
    entry(0, "Height", -1),
    entry(0, "ICUType", 3),
    entry(0, "Weight", 80),
    ...Array.from({ length: 24 }, (_, step) => {
      const minutes = step * 120 + 7;
      const worse = (illness * step) / 24;
      return [
        entry(minutes, "HR", around(80 + 40 * worse, 10)),
        entry(minutes, "SysABP", around(125 - 45 * worse, 10)),
        entry(minutes, "Urine", Math.max(0, around(150 - 120 * illness, 40))),
        ...(step % 6 === 0 ? [entry(minutes, "Lactate", around(1.5 + 5 * illness, 1))] : []),
      ];
    }).flat(),
  ];
}
