import fc from "fast-check";
import { deepJson, deepObject, HOSTILE_STRINGS, POLLUTIONS } from "./corpus";

const hostileString = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE_STRINGS) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(10_000), "é".repeat(70_000)) },
);

/** One value of a wrong kind, or of the right kind and meant badly. */
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileString },
  { weight: 2, arbitrary: fc.anything({ maxDepth: 2, withBigInt: false }) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, -1, 0, 1e308, 2 ** 53, [], {}, [[]]) },
  {
    weight: 1,
    arbitrary: fc.dictionary(hostileString, fc.jsonValue(), { maxKeys: 5 }),
  },
);

/** JSON text that no object of ours would make. */
const hostileJson = fc.oneof(
  fc.constantFrom(...POLLUTIONS),
  fc.constantFrom(deepJson(2_000), deepJson(100_000), deepObject(5_000)),
  fc.constantFrom("", "{", "[1,", '{"a":1}x', "\u0000", "nul", '{"a":1,"a":2}', "1e9999"),
  fc.json({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 400 }),
);

export type Change =
  | { kind: "field"; pick: number; value: unknown }
  | { kind: "drop"; pick: number }
  | { kind: "extra"; key: string; value: unknown }
  | { kind: "whole"; value: unknown }
  | { kind: "text"; text: string };

/** How a valid request is spoilt. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("field" as const),
      pick: fc.nat(50),
      value: hostileValue,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drop" as const), pick: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("extra" as const),
      key: hostileString,
      value: hostileValue,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("whole" as const), value: hostileValue }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("text" as const), text: hostileJson }) },
);

export const hostileText = hostileString;

/** The valid request, spoilt: as a value, and as the text that goes over HTTP. */
export function spoil(valid: unknown, how: Change): { value: unknown; text: string } {
  if (how.kind === "text") return { value: lenient(how.text), text: how.text };
  const value = spoilValue(valid, how);
  return { value, text: toText(value) };
}

function spoilValue(valid: unknown, how: Exclude<Change, { kind: "text" }>): unknown {
  if (how.kind === "whole" || typeof valid !== "object" || valid === null)
    return "value" in how ? how.value : undefined;
  const entries = Object.entries(valid);
  if (how.kind === "extra") return fromEntries([...entries, [how.key, how.value]]);
  const at = entries.length === 0 ? 0 : how.pick % entries.length;
  if (how.kind === "drop") return fromEntries(entries.filter((_, index) => index !== at));
  return fromEntries(entries.map(([key, value], index) => [key, index === at ? how.value : value]));
}

/** Own properties even for `__proto__`, which an object literal would take for something else. */
const fromEntries = (entries: readonly (readonly [string, unknown])[]): unknown =>
  Object.fromEntries(entries);

const lenient = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** JSON where there is any; what JSON cannot say goes as text. */
function toText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    return String(Object.prototype.toString.call(value));
  }
}
