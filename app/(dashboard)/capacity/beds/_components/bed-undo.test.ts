import { expect, it } from "vitest";
import type { BedCommand, BedOnBoard } from "#models/realtime/bed-board";
import { undoOf } from "./bed-undo";
import { aBed, bedId, encounterId, occupiedBed, unitId } from "./testing/a-bed";

const seen = (number: number, version = 1) => ({ bedId: bedId(number), version });
const undo = (command: BedCommand, was: BedOnBoard = aBed(1)) =>
  undoOf(command, {
    before: new Map([[was.bedId, was]]),
    after: [aBed(1, { version: 2 }), aBed(2, { version: 5 })],
  });

it.each<[BedCommand, BedCommand]>([
  [
    { type: "reserve", bed: seen(1), for: { reason: "surgery" }, until: 9 },
    { type: "cancel-reservation", bed: seen(1, 2) },
  ],
  [
    { type: "swap", bed: seen(1), with: seen(2) },
    { type: "swap", bed: seen(1, 2), with: seen(2, 5) },
  ],
  [
    { type: "expect-discharge", bed: seen(1) },
    { type: "undo-expect-discharge", bed: seen(1, 2) },
  ],
  [
    { type: "block", bed: seen(1), reason: "other", until: null },
    { type: "unblock", bed: seen(1, 2) },
  ],
  [
    {
      type: "request-bed",
      encounterId: encounterId(1),
      neededKind: "ward",
      needs: [],
    },
    { type: "cancel-request", encounterId: encounterId(1) },
  ],
  [
    { type: "set-housekeeping", unitId: unitId(1), hasHousekeeping: true },
    { type: "set-housekeeping", unitId: unitId(1), hasHousekeeping: false },
  ],
])("%o is taken back in the version of its answer", (command, expected) => {
  expect(undo(command)).toEqual(expected);
});

it("what was there before comes back: a reservation, a block, the tags", () => {
  const until = 99;
  const reservation = { encounterId: encounterId(4), reason: null, until, by: "Somebody" };
  expect(undo({ type: "cancel-reservation", bed: seen(1) }, aBed(1, { reservation }))).toEqual({
    type: "reserve",
    bed: seen(1, 2),
    for: { encounterId: encounterId(4) },
    until,
  });
  const block = { reason: "maintenance", until: null } as const;
  expect(undo({ type: "unblock", bed: seen(1) }, aBed(1, { block }))).toEqual({
    type: "block",
    bed: seen(1, 2),
    ...block,
  });
  const tagged = aBed(1, { tags: ["oxygen"] });
  expect(undo({ type: "set-tags", bed: seen(1), tags: [] }, tagged)).toEqual({
    type: "set-tags",
    bed: seen(1, 2),
    tags: ["oxygen"],
  });
});

it.each<BedCommand>([
  { type: "assign", encounterId: encounterId(1), to: seen(1) },
  { type: "transfer", from: seen(1), to: seen(2) },
  { type: "discharge", bed: seen(1) },
  { type: "start-cleaning", bed: seen(1) },
  { type: "finish-cleaning", bed: seen(1) },
])("$type has no way back", (command) => {
  expect(undo(command, occupiedBed(1))).toBeUndefined();
});
