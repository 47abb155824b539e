import { expect, it } from "vitest";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { AlertId, BedId, EncounterId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
import { caveatOf } from "./alert-caveat";
import type { AlertOnWire } from "./alert-ledger";

const ID = "0b0b0b0b-0000-4000-8000-000000000001";
const place = { encounterId: EncounterId.parse(ID), bedId: BedId.parse(ID) };
const alert: AlertOnWire = {
  ...place,
  alertId: AlertId.parse(ID),
  unitId: UnitId.parse(ID),
  bedLabel: "07",
  priority: "high",
  phase: "raised",
  rung: 0,
  reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
  raisedAt: "2026-01-01T00:00:00.000Z",
  askedAt: "2026-01-01T00:00:00.000Z",
};
const alarm = (kind: TechnicalAlarm["kind"], change: Partial<TechnicalAlarm> = {}) => ({
  ...{ technicalAlarmId: TechnicalAlarmId.parse(ID), unitId: alert.unitId, begunAt: 0, signs: [] },
  bed: { ...place, label: "07" },
  kind,
  ...change,
});

it("marks an alert that rests on a doubtful sign, and one that has lost an input", () => {
  const technical = [
    alarm("artefact", { sensor: "electrodes" }),
    alarm("sensor-off", { sensor: "oximeter" }),
    alarm("stale"),
  ];
  expect(caveatOf(alert, technical)).toBe(
    "Rests on a doubtful sign: check the ECG electrodes. Now from fewer inputs: SpO₂ probe off. " +
      "The bed is silent: this may be over, or worse.",
  );
});

it("says nothing where all is known, nor of an alert that has ended", () => {
  expect(caveatOf(alert, [])).toBeUndefined();
  const ended: AlertOnWire = { ...alert, phase: "resolved", endedAt: alert.raisedAt };
  expect(caveatOf(ended, [alarm("stale")])).toBeUndefined();
});
