import { type Alert, type AlertStep } from "../alerts/alert";
import { AlertId, BedId, EncounterId, UnitId } from "../shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { AlertStory, HandoverFacts, StepTaken } from "./handover-facts";

/** A patient of nobody, for tests alone: everything known and nothing due, until a test changes it. */
export const NOW = new Date("2026-11-27T18:45:00Z");
export const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * MS_PER_MINUTE);
const sign = (value: number, ageMinutes = 5) => ({
  value,
  observedAt: minutesAgo(ageMinutes).getTime(),
});
const uuid = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;

export const wellFacts: HandoverFacts = {
  now: NOW,
  period: { from: new Date("2026-11-27T07:00:00Z"), to: new Date("2026-11-27T19:00:00Z") },
  medicalRecord: "E123^HOSPITAL",
  prescription: undefined,
  ranges: { heartRate: { low: 64, high: 88, readings: 20 } },
  highestScore: { score: 2, at: minutesAgo(240) },
  alerts: [],
  bed: {
    bedId: BedId.parse(uuid(1)),
    label: "07",
    occupant: {
      encounterId: EncounterId.parse(uuid(2)),
      name: "Made-up, Patient",
      age: 67,
      sex: "female",
      admittedAt: NOW.getTime() - 28 * MS_PER_HOUR,
      oxygenScale: 1,
    },
    signs: {
      heartRate: sign(72),
      respiratoryRate: sign(16),
      oxygenSaturation: sign(97),
      systolicPressure: sign(122),
      temperature: sign(36.84),
      consciousness: sign(0),
      inspiredOxygen: sign(21),
    },
    trend: [],
    score: {
      score: 0,
      hasRedScore: false,
      inputsPresent: 7,
      oldestInputSeconds: 300,
      previousScore: 2,
      assessedAt: minutesAgo(5).getTime(),
    },
    risk: undefined,
    receivedAt: undefined,
    technical: [],
    feedOffsetMs: 0,
  },
};

/** The same with another bed: signs, score and occupant are put in one by one. */
export const withBed = (changes: Partial<HandoverFacts["bed"]>): HandoverFacts => ({
  ...wellFacts,
  bed: { ...wellFacts.bed, ...changes },
});

export const madeUpAlert = (changes: Partial<Alert> = {}): Alert => ({
  alertId: AlertId.parse(uuid(3)),
  encounterId: wellFacts.bed.occupant.encounterId,
  unitId: UnitId.parse(uuid(4)),
  bedId: wellFacts.bed.bedId,
  bedLabel: "07",
  priority: "high",
  reason: { cause: "early-warning-score", score: 7, hasRedScore: true, inputsPresent: 7 },
  phase: "raised",
  raisedAt: minutesAgo(60),
  askedAt: minutesAgo(20),
  rung: 0,
  dueAt: minutesAgo(-10),
  ...changes,
});

export const step = (
  name: AlertStep,
  ageMinutes: number,
  more: Partial<StepTaken> = {},
): StepTaken => ({
  step: name,
  priority: "high",
  at: minutesAgo(ageMinutes),
  by: undefined,
  details: undefined,
  ...more,
});

export const story = (alert: Alert, steps: readonly StepTaken[] = []): AlertStory => ({
  alert,
  steps,
});
