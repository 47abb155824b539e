import { describe, expect, it } from "vitest";
import { z } from "zod";
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

  it("takes a name that objects have anyway for one like any other", () => {
    const text =
      '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"a":1}';
    const body = parseJson(text, 4);

    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
    expect(z.object({ a: z.number() }).parse(body)).toEqual({ a: 1 });
    expect(z.strictObject({ a: z.number() }).safeParse(body).success).toBe(false);
    expect({}).not.toHaveProperty("isAdmin");
  });

  it("refuses what is no JSON", () => {
    expect(parseJson("{")).toBeUndefined();
    expect(parseJson("")).toBeUndefined();
  });
});
