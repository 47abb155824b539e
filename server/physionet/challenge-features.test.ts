import { describe, expect, it } from "vitest";
import { CHALLENGE_FEATURES, ChallengeHistory } from "./challenge-features";
import { MEASURED_COLUMNS } from "./columns";

const hourOf = (iculos: number, measured: Record<string, number>) => {
  const values = new Float64Array(MEASURED_COLUMNS.length).fill(NaN);
  for (const [name, value] of Object.entries(measured)) {
    values[MEASURED_COLUMNS.findIndex(({ column }) => column === name)] = value;
  }
  return { iculos, values, sepsisLabel: 0 as const };
};

describe("the features of the challenge variant", () => {
  it("count from the beginning of the record, hour by hour and no further", () => {
    const history = new ChallengeHistory({ hoursBeforeUnit: 4, unit: "surgical" });
    const row = new Float32Array(CHALLENGE_FEATURES.length);
    const named = (name: string) => row[CHALLENGE_FEATURES.indexOf(name)];
    history.write(hourOf(3, { HR: 80, Lactate: 2 }), row, 0);
    expect(named("hoursInUnit")).toBe(3);
    expect(named("rowOfRecord")).toBe(1);
    expect(named("Lactate.measuredSharePast")).toBe(1);

    history.write(hourOf(4, { HR: 82 }), row, 0);
    expect(named("rowOfRecord")).toBe(2);
    expect(named("HR.measuredSoFar")).toBeCloseTo(Math.log(3), 5);
    expect(named("Lactate.measuredSoFar")).toBeCloseTo(Math.log(2), 5);
    expect(named("Lactate.measuredSharePast")).toBe(0.5);
    expect(named("hoursFromAdmissionToUnit")).toBeCloseTo(Math.log(5), 5);
    expect(named("hoursInHospital")).toBeCloseTo(Math.log(9), 5);
    expect([named("isMedicalUnit"), named("isSurgicalUnit")]).toEqual([0, 1]);
  });

  it("leaves what the hospital does not tell missing", () => {
    const history = new ChallengeHistory({ hoursBeforeUnit: NaN, unit: undefined });
    const row = new Float32Array(CHALLENGE_FEATURES.length);
    history.write(hourOf(1, {}), row, 0);
    for (const name of ["hoursFromAdmissionToUnit", "hoursInHospital", "isMedicalUnit"]) {
      expect(row[CHALLENGE_FEATURES.indexOf(name)], name).toBeNaN();
    }
  });
});
