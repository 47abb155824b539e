import { describe, expect, it } from "vitest";
import type { CensusInputs } from "#models/census/census-inputs";
import { UnitId } from "#models/shared/ids";
import { hoursPerPatientDay, peakNurseHours } from "./nurse-hours";

const WARD = UnitId.parse("00000000-0000-4000-8000-000000000001");
const ICU = UnitId.parse("00000000-0000-4000-8000-000000000002");

const unit = (unitId: UnitId, kind: "ward" | "intensive"): CensusInputs["units"][number] => ({
  ...{ unitId, kind, code: kind, name: kind, staffedBeds: 4, licensedBeds: 4 },
  ...{ admissionsPerHour: [], electivePerDay: [], dispersion: 1, onward: [], toIntensive: [] },
});
const patient = (acuity: 1 | 3 | "unknown"): CensusInputs["patients"][number] => ({
  ...{ unitId: WARD, acuity, hoursSinceAdmission: 9, hoursInUnit: 9, riskToAlertLevel: "unknown" },
});

describe("nursing hours", () => {
  it("are as of the patients who are there, or the least of an empty unit", () => {
    const hours = hoursPerPatientDay({
      units: [unit(WARD, "ward"), unit(ICU, "intensive")],
      // A nurse to five takes 4.8 hours of a day, one to two 12; not known is the ward's least.
      patients: [patient(1), patient(3), patient("unknown")],
    });
    expect(hours.get(WARD)).toBeCloseTo((4.8 + 12 + 4.8) / 3);
    expect(hours.get(ICU)).toBe(12);
  });

  it("are most on the day when the units together take most", () => {
    const perPatient = new Map([
      [WARD, 5],
      [ICU, 12],
    ]);
    const units = [
      { unitId: WARD, daily: [{ mean: 10 }, { mean: 20 }, { mean: 4 }] },
      { unitId: ICU, daily: [{ mean: 6 }, { mean: 1 }, { mean: 6 }] },
    ];
    expect(peakNurseHours(units, perPatient)).toEqual({ hours: 122, dayIndex: 0 });
    expect(peakNurseHours([], perPatient)).toBeUndefined();
  });
});
