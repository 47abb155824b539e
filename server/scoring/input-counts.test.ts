import { describe, expect, it } from "vitest";
import { baselineOf } from "#models/deterioration/drift";
import { EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { InputCounts } from "./input-counts";

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const place = (unit: number, encounter: number) => ({
  unitId: UnitId.parse(id(unit)),
  encounterId: EncounterId.parse(id(encounter)),
});
const NOON = Date.UTC(2026, 0, 7, 12);

/** One input cut at 80, and an output cut at 0.5. */
const distribution = baselineOf({ names: ["heartRate"], rows: [60, 80], outputs: [0.1, 0.5] });
const row = (heartRate: number, output: number) => ({
  features: Float32Array.of(NaN, heartRate),
  from: 1,
  output,
});

describe("what a model is fed", () => {
  it("is counted bin by bin, with what was missing, and what the model made of it", () => {
    const counts = new InputCounts(distribution);
    counts.count(place(1, 1), NOON, row(60, 0.1));
    counts.count(place(1, 2), NOON, row(95, 0.6));
    counts.count(place(1, 3), NOON, row(NaN, 0.7));
    expect(counts.take()).toEqual([
      {
        unitId: id(1),
        hour: NOON,
        patientHours: 3,
        counters: Int32Array.of(1, 1, 1, 1, 2, 0),
      },
    ]);
  });

  it("counts a patient once an hour, however often it is assessed", () => {
    const counts = new InputCounts(distribution);
    for (const minutes of [0, 1, 59])
      counts.count(place(1, 1), NOON + minutes * 60_000, row(60, 0.1));
    counts.count(place(1, 1), NOON + MS_PER_HOUR, row(95, 0.1));
    expect(counts.take()).toMatchObject([
      { hour: NOON, patientHours: 1, counters: Int32Array.of(1, 0, 0, 1, 0, 0) },
      { hour: NOON + MS_PER_HOUR, patientHours: 1, counters: Int32Array.of(0, 1, 0, 1, 0, 0) },
    ]);
  });

  it("keeps units apart", () => {
    const counts = new InputCounts(distribution);
    counts.count(place(1, 1), NOON, row(60, 0.1));
    counts.count(place(2, 2), NOON, row(95, 0.1));
    expect(counts.take().map(({ unitId }) => unitId)).toEqual([id(1), id(2)]);
  });

  it("tells an hour whole again when it has grown, and is silent when it has not", () => {
    const counts = new InputCounts(distribution);
    counts.count(place(1, 1), NOON, row(60, 0.1));
    const [first] = counts.take();
    expect(counts.take()).toEqual([]);
    counts.count(place(1, 2), NOON, row(60, 0.1));
    expect(counts.take()).toMatchObject([{ hour: NOON, patientHours: 2 }]);
    expect(first?.counters[0]).toBe(1);
  });
});
