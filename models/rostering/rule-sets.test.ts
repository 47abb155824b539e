import { describe, expect, it } from "vitest";
import { CHARGE_SKILL } from "./house-rules";
import { RosterRule } from "./roster-rule";
import { scoreRoster } from "./roster-score";
import { RULE_SET_IDS, RULE_SETS, rulesOfSets } from "./rule-sets";
import { person, problemOf, rosterOf, SHIFTS } from "./testing/sample-problem";

it("are rules that a roster takes, each with a name of its own and its source", () => {
  const rules = rulesOfSets(RULE_SET_IDS, SHIFTS);
  for (const rule of rules) expect(RosterRule.parse(rule)).toEqual(rule);
  expect(new Set(rules.map(({ ruleId }) => ruleId)).size).toBe(rules.length);
  expect(rules.filter(({ source }) => !source)).toEqual([]);
  for (const id of RULE_SET_IDS) expect(RULE_SETS[id].sources.length).toBeGreaterThan(0);
});

it("leave out what is said of nights where there are none", () => {
  const days = SHIFTS.filter(({ isNight }) => !isNight);
  const ids = RULE_SETS.house.rulesFor(days).map(({ ruleId }) => ruleId);
  expect(ids).not.toContain("house-nights-in-a-row");
  expect(ids).toContain("house-every-second-weekend");
});

it("refuse fairness as a law", () => {
  const fair = RULE_SETS.house.rulesFor(SHIFTS).find(({ terms }) => terms.kind === "fair-share");
  expect(
    RosterRule.safeParse({ ...fair, strictness: { kind: "hard" } }).error?.issues,
  ).toMatchObject([{ path: ["strictness"], message: "fairness must be soft: give it a weight" }]);
});

describe("broken by hand", () => {
  it.each([
    // 11.5 h of rest, two days off after nights, 36 h a week.
    ["eu-working-time", "DD.NN..DD.NN..", []],
    ["eu-working-time", "LE............", ["eu-daily-rest"]],
    // Seven days of early shifts in a row, of 7.5 h each: 52.5 h, and 52.5 more in the second week.
    ["eu-working-time", "EEEEEEEEEEEEEE", ["eu-weekly-rest", "eu-weekly-hours"]],
    ["california", "EEEEEE.EEE....", ["ca-weekly-hours"]],
    ["california", "DDD.DD........", ["ca-weekly-hours"]],
    ["california", "EEEEEEE.......", ["ca-day-of-rest", "ca-weekly-hours"]],
    ["house", "NNNN..........", []],
    ["house", "NNNNN.........", ["house-nights-in-a-row"]],
    ["house", "NN.DD.........", ["house-days-off-after-nights"]],
    [
      "house",
      "..E..EE....EE.",
      ["house-no-single-days-on", "house-every-second-weekend", "house-whole-weekends"],
    ],
  ] as const)("%s by %s: %o", (set, line, broken) => {
    const problem = problemOf({
      days: 14,
      people: [person("Ana", { employment: "bank", skills: [CHARGE_SKILL] })],
      rules: RULE_SETS[set].rulesFor(SHIFTS),
    });
    const { byRule } = scoreRoster(problem, rosterOf({ Ana: line }));
    const found = byRule
      .map(({ ruleId }) => ruleId)
      .filter((ruleId) => /^(eu|ca|house)-/.test(ruleId));
    expect(new Set(found)).toEqual(new Set(broken));
  });
});
