import { describe, expect, it } from "vitest";
import { checkReport, isSubmittable } from "./check-report";
import {
  emptyReport,
  fluAdmissionsOf,
  REPORT_FIELDS,
  type ReportField,
  ReportValues,
} from "./report-fields";
import { weekOf } from "./report-week";

const WEEK = weekOf("2026-11-28");
const AFTER = "2026-11-29";

/** A report in which everything fits, with what is given changed. */
function report(changed: Readonly<Partial<Record<ReportField, number | null>>> = {}): ReportValues {
  const none = Object.fromEntries(REPORT_FIELDS.map(({ field }) => [field, 0]));
  return ReportValues.parse({
    ...none,
    ...{ inpatient_beds_all: 120, inpatient_beds_adult: 100, inpatient_beds_paediatric: 20 },
    ...{ inpatient_occupied_all: 90, inpatient_occupied_adult: 80 },
    ...{ inpatient_occupied_paediatric: 10 },
    ...{ icu_beds_all: 30, icu_beds_adult: 24, icu_beds_paediatric: 6 },
    ...{ icu_occupied_all: 20, icu_occupied_adult: 18, icu_occupied_paediatric: 2 },
    ...{ influenza_hospitalised_adult: 8, influenza_icu_adult: 2 },
    ...{ influenza_admissions_65_74: 4, influenza_admissions_75_up: 3 },
    ...{ influenza_admissions_to_icu: 1 },
    ...changed,
  });
}

const found = (changed: Readonly<Partial<Record<ReportField, number | null>>>) =>
  checkReport(report(changed), WEEK, AFTER);

describe("a weekly report", () => {
  it("in which everything fits has nothing against it", () => {
    expect(found({})).toEqual([]);
  });

  it("is not submitted before the week is over", () => {
    const [finding, ...others] = checkReport(report(), WEEK, "2026-11-28");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: "error", fields: [] });
    expect(finding?.message).toContain("not over");
  });

  it("with nothing entered lacks every figure, and says so once", () => {
    const [finding, ...others] = checkReport(emptyReport(), WEEK, AFTER);
    expect(others).toEqual([]);
    expect(finding?.fields).toHaveLength(REPORT_FIELDS.length);
    expect(finding?.message).toContain(`${REPORT_FIELDS.length} figures`);
  });

  it.each([
    ["a sum", { inpatient_beds_all: 121 }, "make 120, not the 121"],
    ["a sum of intensive beds", { icu_occupied_paediatric: 3 }, "make 21, not the 20"],
    [
      "more intensive than inpatient beds",
      { icu_beds_all: 126, icu_beds_adult: 120 },
      "120 in intensive care are more than the 100 inpatient",
    ],
    [
      "more in intensive care than hospitalised",
      { influenza_icu_adult: 9 },
      "9 in intensive care are more than the 8 hospitalised",
    ],
    [
      "more hospitalised than occupied beds",
      { rsv_hospitalised_paediatric: 11 },
      "11 hospitalised are more than the 10",
    ],
    [
      "more flu patients than occupied intensive beds",
      { influenza_hospitalised_adult: 40, influenza_icu_adult: 19 },
      "more than the 18 occupied intensive care beds",
    ],
    [
      "more flu admissions to intensive care than at all",
      { influenza_admissions_to_icu: 8 },
      "8 to intensive care are more than the 7",
    ],
    ["a figure that is missing", { covid19_icu_adult: null }, "is not entered"],
  ] satisfies [string, Partial<Record<ReportField, number | null>>, string][])(
    "is refused for %s",
    (_, changed, words) => {
      const findings = found(changed);
      expect(isSubmittable(findings)).toBe(false);
      expect(findings.map(({ message }) => message).join(" ")).toContain(words);
      const marked = findings.flatMap(({ fields }) => fields);
      expect(marked).toContain(Object.keys(changed).at(-1));
    },
  );

  it("with more patients than staffed beds, or unknown ages, is only asked about", () => {
    const findings = found({
      ...{ inpatient_occupied_all: 125, inpatient_occupied_adult: 115 },
      ...{ covid19_admissions_age_unknown: 2 },
    });
    expect(findings.map(({ severity }) => severity)).toEqual(["warning", "warning", "warning"]);
    expect(isSubmittable(findings)).toBe(true);
  });
});

describe("the week's influenza admissions", () => {
  it("are general and intensive, of every age", () => {
    expect(fluAdmissionsOf(report())).toEqual({ general: 6, intensive: 1 });
  });

  it("are not known while a figure is missing or does not fit", () => {
    expect(fluAdmissionsOf(report({ influenza_admissions_0_4: null }))).toBeUndefined();
    expect(fluAdmissionsOf(report({ influenza_admissions_to_icu: null }))).toBeUndefined();
    expect(fluAdmissionsOf(report({ influenza_admissions_to_icu: 8 }))).toBeUndefined();
  });
});

it.each([-1, 1.5, 10_000, "3"])("a figure of %s is none", (figure) => {
  const { covid19_icu_adult: _, ...others } = report();
  expect(ReportValues.safeParse({ ...others, covid19_icu_adult: figure }).success).toBe(false);
});

it("knows no other figures, and lacks none", () => {
  const { covid19_icu_adult: _, ...others } = report();
  expect(ReportValues.safeParse(others).success).toBe(false);
  expect(ReportValues.safeParse({ ...report(), made_up: 1 }).success).toBe(false);
});
