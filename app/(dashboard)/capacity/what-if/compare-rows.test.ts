import { expect, it } from "vitest";
import { fanPoint, type Outlook, type PlaceOutlook } from "#models/census/outlook";
import { UnitId } from "#models/shared/ids";
import { compareRows } from "./compare-rows";

const WARD = UnitId.parse("00000000-0000-4000-8000-000000000001");
const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const point = (at: number, mean: number) =>
  fanPoint({ at, mean, levels: LEVELS, quantiles: LEVELS.map(() => mean) });

const place = (unitId: UnitId | undefined, means: number[], over: number[]): PlaceOutlook => ({
  ...{ unitId, code: unitId ? "W" : "hospital", name: unitId ? "Ward" : "Hospital" },
  ...{ kind: undefined, staffedBeds: 20, licensedBeds: 24, occupiedAtIssue: 1 },
  hourly: [point(1, 5)],
  daily: means.map((mean, day) => point(day, mean)),
  exceedanceByDay: over,
});
const outlook = (means: number[], over: number[]): Outlook => ({
  issuedAt: 0,
  hospital: place(undefined, means, over),
  units: [place(WARD, means, over)],
  intensiveTransfers: undefined,
});

it("puts each place's results beside one another, in the order of the scenarios", () => {
  const rows = compareRows([outlook([10, 12], [0.1, 0.2]), outlook([15, 11], [0.7, 0.1])]);
  expect(rows.map(({ name }) => name)).toEqual(["Hospital", "Ward"]);
  const ward = rows[1]?.results;
  expect(ward?.map((result) => [result?.peak28d?.at, result?.peak28d?.median])).toEqual([
    [1, 12],
    [0, 15],
  ]);
  expect(ward?.map((result) => result?.risk?.probableDays)).toEqual([0, 1]);
});

it("leaves a scenario empty that is still computed or cannot be, and is empty without any", () => {
  const [hospital] = compareRows([undefined, outlook([10], [0])]);
  expect(hospital?.results[0]).toBeUndefined();
  expect(hospital?.results[1]?.peak28d?.median).toBe(10);
  expect(compareRows([undefined])).toEqual([]);
});
