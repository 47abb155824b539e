import { expect, it } from "vitest";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import { trainingRows } from "./training-rows";

const weeks = (from: string, to: string) => {
  const first = fluWeekOf(from);
  return Array.from({ length: fluWeekOf(to) - first + 1 }, (_, index) => first + index);
};
const series = (from: string, to: string, value: number) =>
  new Map(weeks(from, to).map((week) => [week, value] as const));
const population = new Map([
  ["US", 330_000_000],
  ["06", 39_000_000],
  ["04", 7_000_000],
]);
const choice = { kind: "own", surveyPeak: 10, withRegions: false } as const;

it("learns nothing across the months in which nobody had to report", () => {
  const whole = series("2023-10-07", "2025-05-31", 100);
  const rows = trainingRows(
    { illness: new Map(), admissions: new Map([["06", whole]]), population },
    choice,
  );
  const known = weeks("2023-10-07", "2025-05-31").filter((week) => {
    const date = dateOfFluWeek(week);
    return date < "2024-05-04" || date > "2024-11-02";
  });
  // Two stretches, each short of the five weeks before its first origin and of its last, which nothing follows.
  expect(rows).toHaveLength(known.length - 2 * 6);
  expect(
    rows.every(({ changes }) => changes.every((change) => Number.isNaN(change) || change === 0)),
  ).toBe(true);
});

it("leaves out surveys of the pandemics, and what would be forecast in them", () => {
  const rows = trainingRows(
    {
      illness: new Map([["06", series("2019-10-05", "2022-01-29", 0.5)]]),
      admissions: new Map(),
      population,
    },
    choice,
  );
  const origins =
    weeks("2019-11-09", "2020-02-01").length - 1 + weeks("2021-11-06", "2022-01-22").length;
  expect(rows).toHaveLength(origins);
});

it("gives surveys of the summer less weight than those of the winter", () => {
  const rows = trainingRows(
    {
      illness: new Map([["06", series("2016-11-05", "2017-07-29", 0.5)]]),
      admissions: new Map(),
      population,
    },
    choice,
  );
  const weights = rows.map(({ weight }) => weight);
  expect(weights.at(-1)).toBeCloseTo(0.3 * (weights[0] ?? NaN), 10);
});

it("tells a place of its neighbours, and learns from whole regions where it should", () => {
  const illness = new Map([
    ["US", series("2016-10-01", "2017-03-25", 0.2)],
    ["06", series("2016-10-01", "2017-03-25", 0.5)],
    ["04", series("2016-10-01", "2017-03-25", 1)],
    ["HHS 9", series("2016-10-01", "2017-03-25", 0.7)],
  ]);
  const data = { illness, admissions: new Map(), population };
  const states = trainingRows(data, { ...choice, kind: "with-region" });
  const all = trainingRows(data, { ...choice, kind: "with-region", withRegions: true });
  expect(all.length).toBe(1.5 * states.length);
  const [own = NaN, region = NaN] = [states[0]?.inputs[0], states[0]?.inputs[6]];
  expect(region).toBeGreaterThan(own);
});
