import { expect, it } from "vitest";
import { evidenceAt } from "#models/security/evidence";
import { address, encounter, person, seconds } from "#models/security/testing-events";
import { evidenceRows, ranges } from "./evidence-rows";

it("names staff, and of encounters only the beginning of the id", () => {
  const evidence = evidenceAt(seconds(0), {
    actorIds: [person(1)],
    subjectIds: [person(2)],
    encounterIds: [encounter(7)],
    addresses: [address(1)],
    auditSequences: [3, 4, 5, 9],
  });
  expect(evidenceRows(evidence, new Map([[person(1), "Amara Lindqvist"]]))).toEqual([
    { what: "Done by", count: 1, values: ["Amara Lindqvist"] },
    { what: "Accounts", count: 1, values: ["Account 00000001, which is gone"] },
    { what: "Addresses", count: 1, values: ["198.51.100.1"] },
    { what: "Encounters", count: 1, values: ["00000003"] },
    { what: "Audit records", count: 4, values: ["3 to 5", "9"] },
  ]);
});

it.each([
  [[], []],
  [[7], ["7"]],
  [[1, 2, 3], ["1 to 3"]],
  [
    [1, 3, 4],
    ["1", "3 to 4"],
  ],
])("writes %j as %j", (sequences, words) => {
  expect(ranges(sequences)).toEqual(words);
});
