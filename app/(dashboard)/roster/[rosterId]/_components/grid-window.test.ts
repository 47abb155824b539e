import { expect, it } from "vitest";
import { drawnIndices, drawnSpan, scrollTo } from "./grid-window";

const people = { count: 100, itemPx: 30, viewPx: 600 };

it("draws what is in view and a block on either side, whatever the pixel", () => {
  const span = drawnSpan({ ...people, offsetPx: 900 }, "rows");
  expect(span.from).toBeLessThanOrEqual(30 - 6);
  expect(span.to).toBeGreaterThanOrEqual(50);
  expect(span.to - span.from).toBeLessThan(50);
  expect(drawnSpan({ ...people, offsetPx: 905 }, "rows")).toEqual(span);
});

it.each([-40, 0, 2_400, 99_999])("stays within the strip at %d px", (offsetPx) => {
  const { from, to } = drawnSpan({ ...people, offsetPx }, "rows");
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeLessThanOrEqual(100);
  expect(to).toBeGreaterThanOrEqual(from);
});

it("keeps what has the focus drawn, in its order", () => {
  expect(drawnIndices({ from: 10, to: 13 }, undefined)).toEqual([10, 11, 12]);
  expect(drawnIndices({ from: 10, to: 13 }, 11)).toEqual([10, 11, 12]);
  expect(drawnIndices({ from: 10, to: 13 }, 2)).toEqual([2, 10, 11, 12]);
  expect(drawnIndices({ from: 10, to: 13 }, 40)).toEqual([10, 11, 12, 40]);
});

it("scrolls no further than it must", () => {
  const at = { itemPx: 30, offsetPx: 300, viewPx: 300 };
  expect(scrollTo(12, at)).toBe(300);
  expect(scrollTo(5, at)).toBe(150);
  expect(scrollTo(20, at)).toBe(330);
});
