import { expect, it } from "vitest";
import { fanPath, linePath } from "./fan-path";
import { bedDomain, fanRows } from "./fan-rows";

const point = (at: number, median: number) => ({
  ...{ at, median, mean: median },
  half: [median - 1, median + 1] as const,
  most: [median - 2, median + 2] as const,
  nearlyAll: [median - 4, median + 4] as const,
});

it("begins the fan where counting ended, and puts all in the order of time", () => {
  const rows = fanRows({
    counted: [
      { at: 1, occupied: 9 },
      { at: 2, occupied: 10 },
    ],
    points: [point(3, 11), point(4, 12)],
    compared: [point(4, 8)],
  });
  expect(
    rows.map(({ at, counted, forecast, compared }) => [
      at,
      counted,
      forecast?.median,
      compared?.median,
    ]),
  ).toEqual([
    [1, 9, undefined, undefined],
    [2, 10, 10, undefined],
    [3, undefined, 11, undefined],
    [4, undefined, 12, 8],
  ]);
  expect(rows[1]?.forecast?.nearlyAll).toEqual([10, 10]);
});

it("has an axis from 0 that holds every band and every line", () => {
  expect(bedDomain(fanRows({ counted: [], points: [point(1, 20)] }), [22])).toEqual([0, 25]);
  expect(bedDomain(fanRows({ counted: [], points: [point(1, 20)] }), [61])).toEqual([0, 70]);
});

it("draws a band up one side and back the other, and nothing of nothing", () => {
  const scale = { width: 100, height: 10, count: 2, highest: 20 };
  expect(fanPath([point(1, 10), point(2, 10)], "half", scale)).toBe(
    "M0,4.5L100,4.5L100,5.5L0,5.5Z",
  );
  expect(linePath([point(1, 10), point(2, 20)], scale)).toBe("M0,5L100,0");
  expect(fanPath([], "half", scale)).toBe("");
});
