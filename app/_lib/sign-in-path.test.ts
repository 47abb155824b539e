import { expect, it } from "vitest";
import { safeReturnPath, signInPath } from "./sign-in-path";

it.each(["/icu", "/icu?sort=risk#bed", "/patients/1b0c"])("returns to %s", (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

it.each([
  "https://elsewhere.example",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "/icu\\..\\x",
  "/\n/elsewhere.example",
  "javascript:alert(1)",
  `/icu?unit=${"x".repeat(2_000)}`,
  "/sign-in?reason=idle",
  "",
  undefined,
])("does not return to %j", (path) => {
  expect(safeReturnPath(path)).toBeUndefined();
});

it("says why and where to go back to", () => {
  expect(signInPath({ reason: "idle", returnTo: "/icu?sort=risk" })).toBe(
    "/sign-in?reason=idle&returnTo=%2Ficu%3Fsort%3Drisk",
  );
  expect(signInPath({ returnTo: "//elsewhere.example" })).toBe("/sign-in");
});
