import { describe, expect, it } from "vitest";
import { choosePatients } from "./choose-patients";

describe("choosePatients", () => {
  const patients = Array.from({ length: 40 }, (_, index) => ({
    patientId: `p${String(index).padStart(6, "0")}`,
    hospital: "A" as const,
    isSeptic: index % 4 === 0,
    hours: 10,
  }));
  const survey = { patients, isLabelled: true };
  const madeWith = {
    data: {
      source: "",
      citation: "",
      licence: "",
      window: "",
      split: "",
      patients: { train: 28, tune: 7, test: 5 },
      hours: { train: 280, tune: 70, test: 50 },
    },
  };

  it("takes only the test part of the records that the model was made with", () => {
    const { patients: chosen, reason } = choosePatients(survey, madeWith, { everybody: false });
    expect(chosen).toHaveLength(5);
    expect(reason).toContain("its test part alone");
    expect(choosePatients(survey, madeWith, { everybody: true }).patients).toHaveLength(40);
  });

  it("takes everybody of other records", () => {
    const others = { patients: patients.slice(1), isLabelled: true };
    expect(choosePatients(others, madeWith, { everybody: false }).patients).toHaveLength(39);
  });

  it("takes those that are named, and says how many are not there", () => {
    const named = new Set(["p000003", "p000005", "p900000"]);
    const { patients: chosen, reason } = choosePatients(survey, madeWith, {
      named,
      everybody: false,
    });
    expect(chosen.map(({ patientId }) => patientId)).toEqual(["p000003", "p000005"]);
    expect(reason).toContain("1 of its 3 are not in the folder");
    expect(() =>
      choosePatients(survey, madeWith, { named: new Set(["p900000"]), everybody: false }),
    ).toThrow("none of the 1 patients");
  });
});
