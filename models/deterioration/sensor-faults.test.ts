import { describe, expect, it } from "vitest";
import { FAULT_HOURS, SENSOR_FAULTS, withFault, type MeasuredHour } from "./sensor-faults";
import { DIASTOLIC, HEART_RATE, SATURATION, SYSTOLIC, TEMPERATURE } from "./charted-signs";
import { CHARTED_SIGNS, VARIABLES } from "./variables";

function hoursOf(course: Record<number, readonly number[]>, length: number): MeasuredHour[] {
  return Array.from({ length }, (_, index) => {
    const values = new Float64Array(VARIABLES.length).fill(NaN);
    for (const [position, its] of Object.entries(course)) {
      values[Number(position)] = its[index % its.length] ?? NaN;
    }
    return { values };
  });
}
const seriesOf = (hours: readonly MeasuredHour[], position: number): (number | undefined)[] =>
  hours.map(({ values }) => values[position]);

describe("withFault", () => {
  it("holds the last value before the fault, and only while it lasts", () => {
    const hours = hoursOf({ [HEART_RATE]: [80, 90] }, 16);

    const series = seriesOf(withFault(hours, { kind: "stuck", sign: HEART_RATE }, 2), HEART_RATE);

    expect(series.slice(2, 2 + FAULT_HOURS)).toEqual(Array(FAULT_HOURS).fill(90));
    expect(series.slice(0, 2)).toEqual([80, 90]);
    expect(series.slice(2 + FAULT_HOURS)).toEqual([80, 90]);
  });

  it("drifts away in equal steps", () => {
    const hours = hoursOf({ [TEMPERATURE]: [37] }, FAULT_HOURS);

    const series = seriesOf(withFault(hours, { kind: "drift", sign: TEMPERATURE }, 0), TEMPERATURE);

    expect(series[5]).toBeCloseTo(36);
    expect(series.at(-1)).toBeCloseTo(35);
  });

  it("spikes every third hour", () => {
    const hours = hoursOf({ [SATURATION]: [97] }, 6);

    const series = seriesOf(withFault(hours, { kind: "spike", sign: SATURATION }, 0), SATURATION);

    expect(series.map((value) => value !== 97)).toEqual([true, false, false, true, false, false]);
  });

  it("swaps two channels", () => {
    const hours = hoursOf({ [SYSTOLIC]: [120], [DIASTOLIC]: [70] }, 1);

    const [hour] = withFault(hours, { kind: "swapped", sign: SYSTOLIC, other: DIASTOLIC }, 0);

    expect([hour?.values[SYSTOLIC], hour?.values[DIASTOLIC]]).toEqual([70, 120]);
  });

  it("measures nothing when it drops out, and nothing where nothing was measured", () => {
    const hours = hoursOf({ [HEART_RATE]: [80, NaN] }, 2);

    expect(
      seriesOf(withFault(hours, { kind: "dropout", sign: HEART_RATE }, 0), HEART_RATE),
    ).toEqual([NaN, NaN]);
    expect(seriesOf(withFault(hours, { kind: "spike", sign: HEART_RATE }, 1), HEART_RATE)).toEqual([
      80,
      NaN,
    ]);
  });

  it("leaves the patient it was given as they were", () => {
    const hours = hoursOf({ [HEART_RATE]: [80] }, 4);

    withFault(hours, { kind: "dropout", sign: HEART_RATE }, 0);

    expect(seriesOf(hours, HEART_RATE)).toEqual([80, 80, 80, 80]);
  });
});

it("knows a fault of every kind for every charted sign", () => {
  for (const kind of ["stuck", "drift", "spike", "dropout"]) {
    const signs = SENSOR_FAULTS.filter((fault) => fault.kind === kind).map(({ sign }) => sign);
    expect(signs).toEqual(Array.from({ length: CHARTED_SIGNS }, (_, sign) => sign));
  }
});
