import { describe, expect, it } from "vitest";
import { parseJson } from "./request-body";

describe("parseJson", () => {
  it("reads what is no deeper than it may be", () => {
    expect(parseJson('{"a":[1,{"b":"[[[["}]}', 3)).toEqual({ a: [1, { b: "[[[[" }] });
  });

  it.each([
    ["arrays", "[[[[]]]]"],
    ["objects", '{"a":{"a":{"a":{}}}}'],
    ["an end that never comes", "[".repeat(1_000_000)],
    ["brackets after a string that looks like its own end", '["\\\\\\"",[[[]]]]'],
  ])("refuses what is deeper: %s", (_what, text) => {
    expect(parseJson(text, 3)).toBeUndefined();
  });

  it("refuses what is no JSON", () => {
    expect(parseJson("{")).toBeUndefined();
    expect(parseJson("")).toBeUndefined();
  });
});
