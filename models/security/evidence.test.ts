import { expect, it } from "vitest";
import { Evidence, evidenceAt, mergeEvidence } from "./evidence";
import { person, seconds } from "./testing-events";

const first = evidenceAt(seconds(10), {
  distinct: 3,
  auditSequences: [5, 7],
  actorIds: [person(1)],
});

it("joins what two signals rest on, each once, in order", () => {
  const second = evidenceAt(seconds(5), {
    distinct: 2,
    auditSequences: [7, 6],
    actorIds: [person(2), person(1)],
  });
  expect(mergeEvidence(first, second)).toEqual({
    ...first,
    firstAt: seconds(5),
    lastAt: seconds(10),
    distinct: 3,
    auditSequences: [5, 6, 7],
    actorIds: [person(1), person(2)],
  });
});

it("is not changed by taking the same in twice", () => {
  expect(mergeEvidence(first, first)).toEqual(first);
});

it("keeps the newest two hundred, however long an attack goes on", () => {
  const flood = evidenceAt(seconds(11), {
    auditSequences: Array.from({ length: 500 }, (_, index) => 100 + index),
  });
  const merged = mergeEvidence(first, flood);
  expect(merged.auditSequences).toHaveLength(200);
  expect(merged.auditSequences.at(-1)).toBe(599);
});

it("survives being stored as JSON", () => {
  expect(Evidence.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
});
