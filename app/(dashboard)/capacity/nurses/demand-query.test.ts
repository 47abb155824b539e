import { expect, it } from "vitest";
import { choiceOf, queryOf, rulesOf } from "./demand-query";

it("reads what it writes", () => {
  const choice = { ruleSet: "acuity", shiftPattern: "three", serviceLevel: 0.95 } as const;
  expect(choiceOf(Object.fromEntries(new URLSearchParams(queryOf(choice))))).toEqual(choice);
});

it("takes what it does not know for the usual", () => {
  const usual = { ruleSet: "larger", shiftPattern: "long", serviceLevel: 0.8 };
  expect(choiceOf({})).toEqual(usual);
  expect(choiceOf({ rules: "none", shifts: "four", level: "81" })).toEqual(usual);
});

it("lets no ratio bind where the workload alone counts", () => {
  const rules = rulesOf({ ...choiceOf({}), ruleSet: "acuity" }, "Europe/Berlin");
  expect(rules.patientsPerNurse).toBeUndefined();
  expect(rules.countsAcuity).toBe(true);
});
