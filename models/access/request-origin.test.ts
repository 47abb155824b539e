import { expect, it } from "vitest";
import { isOwnOrigin } from "./request-origin";

const OWN = ["https://wards.example", "http://localhost:3000"];

it.each([
  ["a page of ours", "https://wards.example", "same-origin", true],
  ["a page of ours under its second name", "http://localhost:3000", undefined, true],
  ["a same-origin GET, which sends no origin", undefined, "same-origin", true],
  ["another site", "https://elsewhere.example", "cross-site", false],
  ["another site that claims to be ours", "https://elsewhere.example", "same-origin", false],
  ["a sub-domain", "https://evil.wards.example", "same-site", false],
  ["a sibling domain", "https://example", "same-site", false],
  ["a longer name that begins like ours", "https://wards.example.evil.test", "cross-site", false],
  ["another port", "https://wards.example:8443", "same-site", false],
  ["the same host without encryption", "http://wards.example", "same-site", false],
  ["other letters", "https://WARDS.example", "cross-site", false],
  ["a frame without an origin", "null", "same-origin", false],
  ["an empty origin", "", "same-origin", false],
  ["two origins", "https://wards.example, https://elsewhere.example", "same-origin", false],
  ["a link on a sibling site", undefined, "same-site", false],
  ["an address that was typed", undefined, "none", false],
  ["something that does not say", undefined, undefined, false],
])("judges %s", (_who, origin, fetchSite, expected) => {
  expect(isOwnOrigin({ origin, fetchSite }, OWN)).toBe(expected);
});
