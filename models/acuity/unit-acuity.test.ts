import { expect, it } from "vitest";
import { ACUITY_CLASSES, ACUITY_CLASS_LIST } from "./acuity-class";
import { ACUITY_RULES } from "./acuity-rules";
import { countAcuity, NO_PATIENTS, nursingHoursPerDay } from "./unit-acuity";

it("counts the patients of each class, and those of whom it is not known", () => {
  expect(countAcuity([1, 3, 3, undefined, 4])).toEqual({ 1: 1, 2: 0, 3: 2, 4: 1, unknown: 1 });
});

it("gives a patient one nurse's day shared among as many as the ratio says", () => {
  for (const each of ACUITY_CLASS_LIST) {
    const { hoursPerPatientDay, patientsPerNurse } = ACUITY_CLASSES[each];
    expect(hoursPerPatientDay * patientsPerNurse).toBe(24);
    expect(nursingHoursPerDay({ ...NO_PATIENTS, [each]: 2 }, "ward", ACUITY_RULES)).toBe(
      2 * hoursPerPatientDay,
    );
  }
});

it("leaves nobody out: of whom nothing is known takes what the kind of unit asks for", () => {
  const unknown = { ...NO_PATIENTS, unknown: 1 };
  expect(nursingHoursPerDay(unknown, "intensive", ACUITY_RULES)).toBe(
    ACUITY_CLASSES[3].hoursPerPatientDay,
  );
  expect(nursingHoursPerDay(unknown, "ward", ACUITY_RULES)).toBe(
    ACUITY_CLASSES[1].hoursPerPatientDay,
  );
});
