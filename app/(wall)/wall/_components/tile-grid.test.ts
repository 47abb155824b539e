import { describe, expect, it } from "vitest";
import { fitTiles, gapOf, TILE_HEIGHT_EM } from "./tile-grid";

/** What header and footer of the wall leave for the tiles, at most; see wall-screen.module.css. */
const SCREENS = [
  { name: "1920×1080", width: 1_920 * 0.98, height: 1_080 * 0.86, mmPerPixel: 0.634 },
  { name: "3840×2160", width: 3_840 * 0.98, height: 2_160 * 0.86, mmPerPixel: 0.317 },
];
const CAPITAL_SHARE = 0.727;

describe.each(SCREENS)("on a 55-inch screen of $name", ({ width, height, mmPerPixel }) => {
  const fit = (beds: number, labelSigns = 2) => fitTiles({ beds, width, height, labelSigns });
  const millimetres = (beds: number, labelSigns = 2) =>
    fit(beds, labelSigns).em * CAPITAL_SHARE * mmPerPixel;

  it("8 to 60 beds have a tile each, and all of them fit", () => {
    for (let beds = 8; beds <= 60; beds += 1) {
      const { columns, rows, em, isScrolling } = fit(beds);
      expect(isScrolling).toBe(false);
      expect(columns * rows).toBeGreaterThanOrEqual(beds);
      expect(columns * (rows - 1)).toBeLessThan(beds);
      expect(rows * em * TILE_HEIGHT_EM + (rows - 1) * gapOf(height)).toBeLessThanOrEqual(height);
    }
  });

  it("label and score can be read at five metres", () => {
    for (let beds = 8; beds <= 60; beds += 1) {
      if (beds <= 48) expect(millimetres(beds)).toBeGreaterThanOrEqual(30);
      expect(millimetres(beds)).toBeGreaterThanOrEqual(28.5); // 19.6 minutes of arc
      expect(millimetres(beds, 3)).toBeGreaterThanOrEqual(24.5); // 17; the least is 16
    }
  });

  it("fewer beds are never smaller", () => {
    for (let beds = 9; beds <= 60; beds += 1)
      expect(fit(beds - 1).em).toBeGreaterThanOrEqual(fit(beds).em);
  });
});

it("in the hand tiles keep their size, and scroll", () => {
  const grid = fitTiles({ beds: 60, width: 374, height: 640, labelSigns: 2 });
  expect(grid).toMatchObject({ columns: 3, isScrolling: true });
  expect(grid.em).toBeGreaterThanOrEqual(30);
});

it("a unit without beds has a grid all the same", () => {
  expect(fitTiles({ beds: 0, width: 1_900, height: 900, labelSigns: 0 }).columns).toBe(1);
});
