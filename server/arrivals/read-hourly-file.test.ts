import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readHourlyFile } from "./read-hourly-file";

const HEAD =
  "Year,Quarter,Month,Day,Hour,Arrivals,Date,Weekday,temp,xmas,xmas2,nye,nyd,thx,thx1,ind,game_day";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "arrivals-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (...lines: string[]) => {
  const file = join(folder, "hours.csv");
  await writeFile(file, [HEAD, ...lines, ""].join("\n"));
  return file;
};

it("reads hours, the weather in °C, and which days are unlike others", async () => {
  await write(
    "2016,Q4,12,24,23,4,2016-12-24,Sat,32,0,0,0,0,0,0,0,0",
    "2016,Q4,12,25,0,2,2016-12-25,Sun,NA,1,0,0,0,0,0,0,0",
  );
  expect(await readHourlyFile(folder)).toEqual({
    hours: [
      { startsAt: new Date("2016-12-24T23:00:00Z"), arrivals: 4, temperatureCelsius: 0 },
      { startsAt: new Date("2016-12-25T00:00:00Z"), arrivals: 2 },
    ],
    calendar: { timeZone: "UTC", specialDays: new Map([["2016-12-25", "xmas"]]) },
  });
});

it.each([
  ["a word for a count", "2016,Q4,12,24,1,many,2016-12-24,Sat,32,0,0,0,0,0,0,0,0", "Arrivals"],
  ["an hour that is none", "2016,Q4,12,24,24,1,2016-12-24,Sat,32,0,0,0,0,0,0,0,0", "Hour"],
  ["an hour twice", "2016,Q4,12,24,0,1,2016-12-24,Sat,32,0,0,0,0,0,0,0,0", "not later"],
])("says where %s is", async (_, line, reason) => {
  const file = await write("2016,Q4,12,24,0,4,2016-12-24,Sat,32,0,0,0,0,0,0,0,0", line);
  await expect(readHourlyFile(file)).rejects.toThrow(/line 3/);
  await expect(readHourlyFile(file)).rejects.toThrow(reason);
});

it("asks which file is meant where there are several, and says where there is none", async () => {
  await expect(readHourlyFile(folder)).rejects.toThrow("holds no CSV file");
  await write();
  await writeFile(join(folder, "other.csv"), HEAD);
  await expect(readHourlyFile(folder)).rejects.toThrow("several CSV files");
});
