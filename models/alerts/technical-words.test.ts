import { expect, it } from "vitest";
import { BedId, EncounterId, TechnicalAlarmId, UnitId } from "../shared/ids";
import { TECHNICAL_ALARM_KINDS, type TechnicalAlarm } from "./technical-alarm";
import { describeTechnical } from "./technical-words";

const ID = "0b0b0b0b-0000-4000-8000-000000000001";
const ofUnit: TechnicalAlarm = {
  technicalAlarmId: TechnicalAlarmId.parse(ID),
  kind: "feed-lost",
  unitId: UnitId.parse(ID),
  signs: [],
  begunAt: 0,
};
const ofBed: TechnicalAlarm = {
  ...ofUnit,
  kind: "sensor-off",
  bed: { encounterId: EncounterId.parse(ID), bedId: BedId.parse(ID), label: "12" },
  sensor: "oximeter",
  signs: ["oxygenSaturation", "pulseRate"],
};

it("says what is the case and what to do about it", () => {
  expect(describeTechnical(ofBed)).toEqual({
    title: "SpO₂, pulse (oximeter) missing",
    short: "SpO₂ off",
    advice: "Check the SpO₂ probe of bed 12.",
  });
  const oneOfTwo = { ...ofBed, sensor: "electrodes", signs: ["respiratoryRate"] } as const;
  expect(describeTechnical(oneOfTwo).short).toBe("RR off");
  expect(describeTechnical({ ...ofBed, signs: [] }).title).toBe("SpO₂ probe back a moment ago");
});

it("sends to the patient first when a value is doubted", () => {
  const artefact: TechnicalAlarm = {
    ...ofBed,
    kind: "artefact",
    sensor: "electrodes",
    signs: ["heartRate"],
    reason: "jumped",
  };
  expect(describeTechnical(artefact)).toEqual({
    title: "Heart rate in doubt: jumped within an hour",
    short: "ECG in doubt",
    advice: "Look at the patient, then check the ECG electrodes of bed 12.",
  });
});

it.each(TECHNICAL_ALARM_KINDS)("has words for %s, and a sentence to act on", (kind) => {
  const { title, short, advice } = describeTechnical({ ...ofUnit, kind });
  expect([title, short].every((words) => words.length > 0)).toBe(true);
  expect(short.length).toBeLessThanOrEqual(14);
  expect(advice).toMatch(/^[A-Z].*\.$/);
});
