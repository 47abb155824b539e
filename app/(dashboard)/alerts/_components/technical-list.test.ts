import { expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { BedId, EncounterId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
import { splitTechnical } from "./technical-list";

const id = (n: number) => `0b0b0b0b-0000-4000-8000-00000000000${n}`;
const alarm = (n: number, change: Partial<TechnicalAlarm> = {}): TechnicalAlarm => ({
  technicalAlarmId: TechnicalAlarmId.parse(id(n)),
  kind: "stale",
  unitId: UnitId.parse(id(1)),
  bed: { encounterId: EncounterId.parse(id(2)), bedId: BedId.parse(id(3)), label: "01" },
  signs: [],
  begunAt: n,
  ...change,
});
const ids = (alarms: readonly TechnicalAlarm[]) => alarms.map(({ begunAt }) => begunAt);

it("goes by the database until the socket has spoken, and by the socket from then on", () => {
  const stored = [alarm(1), alarm(2), alarm(3, { endedAt: 9 })];
  const before = splitTechnical(stored, undefined);
  expect([ids(before.open), ids(before.ended)]).toEqual([[1, 2], [3]]);

  const after = splitTechnical(stored, [alarm(2), alarm(4)]);
  expect([ids(after.open), ids(after.ended)]).toEqual([
    [2, 4],
    [1, 3],
  ]);
});

it("puts the unit's own first, and what somebody has seen last", () => {
  const { bed: _bed, ...ofUnit } = alarm(5, { kind: "feed-lost" });
  const { open } = splitTechnical([], [alarm(1, { seenAt: 2 }), alarm(3), ofUnit]);
  expect(ids(open)).toEqual([5, 3, 1]);
});
