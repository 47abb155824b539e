import { expect, it } from "vitest";
import { stepUpPath } from "./step-up-path";

it("asks on the way to a file, and says where it is", () => {
  expect(stepUpPath("/patients/1b0c/trends.csv?range=1h")).toBe(
    "/step-up?returnTo=%2Fpatients%2F1b0c%2Ftrends.csv%3Frange%3D1h",
  );
});

it.each(["//elsewhere.example", "https://elsewhere.example", "", undefined])(
  "does not go on to %j",
  (path) => {
    expect(stepUpPath(path)).toBe("/step-up");
  },
);
