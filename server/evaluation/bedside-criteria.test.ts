import { expect, it } from "vitest";
import { MEASURED_COLUMNS, type ObservedKind } from "../physionet/columns";
import type { IcuPatient } from "../physionet/read-patients";
import { quickSofaOf, sirsOf } from "./bedside-criteria";

const patient = (hours: Record<number, Partial<Record<ObservedKind, number>>>): IcuPatient => ({
  patientId: "p000001",
  hospital: "A",
  age: 60,
  sex: "male",
  unit: undefined,
  hoursBeforeUnit: NaN,
  hours: Object.entries(hours).map(([iculos, measured]) => ({
    iculos: Number(iculos),
    values: Float64Array.from(MEASURED_COLUMNS, ({ kind }) => measured[kind] ?? NaN),
    sepsisLabel: 0,
  })),
});

it("counts the criteria of qSOFA and SIRS from the values carried forward", () => {
  const one = patient({
    1: {},
    2: { respiratoryRate: 22, systolicPressure: 101 },
    3: { systolicPressure: 100 },
    4: { temperature: 38.1, heartRate: 91, whiteBloodCells: 3.9 },
    5: { respiratoryRate: 18, temperature: 37 },
  });
  expect(Array.from(quickSofaOf(one))).toEqual([-1, 1, 2, 2, 1]);
  expect(Array.from(sirsOf(one))).toEqual([-1, 1, 1, 4, 2]);
});

it("forgets a value after two days, and does not believe what no body shows", () => {
  const one = patient({
    1: { respiratoryRate: 30 },
    49: {},
    50: {},
    51: { respiratoryRate: 500 },
  });
  expect(Array.from(quickSofaOf(one))).toEqual([1, 1, -1, -1]);
});
