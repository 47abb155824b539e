import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

it.each([
  ["a page of ours", { origin: "http://wards.example:3000", host: "wards.example:3000" }, true],
  [
    "a page of ours behind a proxy",
    { origin: "https://wards.example", host: "10.0.0.4:3000", "x-forwarded-host": "wards.example" },
    true,
  ],
  ["another site", { origin: "https://elsewhere.example", host: "wards.example" }, false],
  ["another port", { origin: "http://wards.example:81", host: "wards.example" }, false],
  ["a frame without an origin", { origin: "null", host: "wards.example" }, false],
  ["something that does not say", { host: "wards.example" }, false],
])("judges %s", (_who, headers, expected) => {
  expect(isSameOrigin(new Headers(headers))).toBe(expected);
});
