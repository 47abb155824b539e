import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fluWeekOf } from "#models/flu/flu-week";
import { readVintage, readVintages } from "./read-vintages";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "flu-vintages-"));
  const file = (name: string, text: string) => writeFile(join(folder, name), gzipSync(text));
  // As published: in one file a column in front, another order of rows, quotes or none, NA or nothing.
  await file(
    "target-hospital-admissions_2024-04-27.csv.gz",
    `"X","date","location","location_name","value","weekly_rate"
1,"2024-04-27","02","Alaska",3,0.42
2,"2024-04-20","02","Alaska",5,0.7
3,"2024-04-27","06","California",NA,NA
4,"2024-04-20","06","California",70,0.2
`,
  );
  await file(
    "target-hospital-admissions_2024-05-04.csv.gz",
    `date,location,location_name,value,weekly_rate
2024-04-20,06,California,81,0.2
2024-04-27,06,California,,
2024-04-27,02,Alaska,-1,0
`,
  );
  await writeFile(join(folder, "notes.txt"), "not a vintage");
});
afterAll(() => rm(folder, { recursive: true }));

const week = fluWeekOf("2024-04-27");

it("reads a vintage by its header, and leaves out what was not reported", async () => {
  const { counts } = await readVintage(
    join(folder, "target-hospital-admissions_2024-04-27.csv.gz"),
  );
  expect(counts.get("02")).toEqual(
    new Map([
      [week, 3],
      [week - 1, 5],
    ]),
  );
  expect(counts.get("06")).toEqual(new Map([[week - 1, 70]]));
});

it("knows a vintage's newest week though nobody reported it", async () => {
  const vintage = await readVintage(join(folder, "target-hospital-admissions_2024-05-04.csv.gz"));
  expect(vintage.week).toBe(week + 1);
  expect([...vintage.counts.keys()]).toEqual(["06"]);
});

it("reads the vintages of a folder in order, and none of the week asked for or later", async () => {
  expect((await readVintages(folder)).map((vintage) => vintage.week)).toEqual([week, week + 1]);
  expect((await readVintages(folder, week + 1)).map((vintage) => vintage.week)).toEqual([week]);
});

it("says what a file lacks", async () => {
  const other = join(folder, "other.csv");
  await writeFile(other, "week,value\n2024-04-27,3\n");
  await expect(readVintage(other)).rejects.toThrow("needs the columns date, location and value");
  await writeFile(other, "date,location,value\n2024-04-27,06,NA\n");
  await expect(readVintage(other)).rejects.toThrow("holds no reported admissions");
});
