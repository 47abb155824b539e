import { expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { BedId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
import { bedFreshness } from "./bed-freshness";
import { replaceBed } from "./board-reducer";

const ID = "0b0b0b0b-0000-4000-8000-000000000001";
const stale: TechnicalAlarm = {
  ...{ technicalAlarmId: TechnicalAlarmId.parse(ID), unitId: UnitId.parse(ID) },
  ...{ kind: "stale", signs: [], begunAt: 50_000 },
};
const bed = (receivedAt: number, technical: readonly TechnicalAlarm[]) =>
  replaceBed(undefined, {
    ...{ bedId: BedId.parse(ID), label: "01", occupant: undefined, signs: {}, trend: [] },
    ...{ score: undefined, risk: undefined, acuity: undefined, receivedAt, feedOffsetMs: 0 },
    technical,
  });

it("takes the server's word for a silence that this tab has not yet seen", () => {
  expect(bedFreshness(bed(10_000, []), 60_000)).toBe("live");
  expect(bedFreshness(bed(10_000, [stale]), 60_000)).toBe("stale");
});

it("shows the bed fresh with its next word", () => {
  expect(bedFreshness(bed(59_000, [stale]), 60_000)).toBe("live");
});
