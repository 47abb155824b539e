import { expect, it } from "vitest";
import type { UnitAlertEvent } from "#db/alerts";
import { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import { createRecentSteps } from "./recent-steps";

const units = [1, 2].map((digit) => UnitId.parse(`b0000000-0000-4000-8000-00000000000${digit}`));
const [own, other] = units;
if (!own || !other) throw new Error("there are two units");

const step = (sequence: number, heardIn: UnitId = own): UnitAlertEvent => ({
  heardIn,
  event: {
    ...{ sequence, step: "raised", at: new Date(0) },
    alert: {
      alertId: AlertId.parse("a0000000-0000-4000-8000-000000000001"),
      encounterId: EncounterId.parse("e0000000-0000-4000-8000-000000000001"),
      bedId: BedId.parse("c0000000-0000-4000-8000-000000000001"),
      ...{ unitId: heardIn, bedLabel: "01", priority: "high", phase: "raised", rung: 0 },
      reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
      ...{ raisedAt: new Date(0), askedAt: new Date(0) },
    },
  },
});

it("knows nothing before it was begun", () => {
  const recent = createRecentSteps(10);
  recent.add(step(1));
  expect(recent.after(own, 0, 10)).toBeUndefined();
});

it("gives a unit its own steps, in order, and no more than asked for", () => {
  const recent = createRecentSteps(10);
  recent.begin([step(4), step(5, other)], 3);
  recent.add(step(6));
  recent.add(step(9));
  const after = (sequence: number, limit: number) =>
    recent.after(own, sequence, limit)?.map((event) => event.sequence);
  expect(after(3, 10)).toEqual([4, 6, 9]);
  expect(after(3, 2)).toEqual([4, 6]);
  expect(after(9, 10)).toEqual([]);
});

it("says that it does not know when some of what is asked for may be gone", () => {
  const recent = createRecentSteps(10);
  recent.begin([], 0);
  for (let sequence = 1; sequence <= 100; sequence += 1) recent.add(step(sequence));
  expect(recent.after(own, 50, 100)).toBeUndefined();
  const kept = recent.after(own, 90, 100);
  expect(kept?.map((event) => event.sequence)).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99, 100]);
});
