import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RosterProblem } from "../roster-problem";
import { scoreRoster } from "../roster-score";
import { randomRoster, randomWard } from "../testing/random-ward";
import {
  MICU,
  person,
  personIdOf,
  problemOf,
  rosterOf,
  rule,
  shiftIdOf,
} from "../testing/sample-problem";
import { isLegal, validateRoster } from "./validate-roster";

const HERE = new URL(".", import.meta.url).pathname;

it("shares no code with what it judges", () => {
  const allowed =
    /^(\.\/[a-z-]+|\.\.\/roster|\.\.\/roster-(ids|problem|rule)|\.\.\/\.\.\/shared\/[a-z-]+)$/;
  const files = readdirSync(HERE).filter(
    (file) => file.endsWith(".ts") && !file.includes(".test."),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(`${HERE}${file}`, "utf8").matchAll(/from "([^"]+)"/g)].map(
      ([, from]) => from ?? "",
    ),
  );
  expect(files.length).toBeGreaterThan(5);
  expect(imported.length).toBeGreaterThan(20);
  expect(imported.filter((from) => !allowed.test(from))).toEqual([]);
});

/** Steps by rule and person, or unit and day. */
function stepsBy(found: readonly { key: string; steps: number }[]): Record<string, number> {
  const steps: Record<string, number> = {};
  for (const each of found) steps[each.key] = (steps[each.key] ?? 0) + each.steps;
  return Object.fromEntries(Object.entries(steps).sort());
}

it("finds what the score charges, of each kind of rule, hard ones and soft", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const problem: RosterProblem = {
        ...randomWard(seed),
        pins: [
          { personId: personIdOf("Ana"), day: 1, assignment: null },
          {
            personId: personIdOf("Ben"),
            day: 2,
            assignment: { shiftId: shiftIdOf("N"), unitId: MICU },
          },
        ],
      };
      const roster = randomRoster(seed + 1, problem);
      const charges = scoreRoster(problem, roster).charges.filter(
        ({ kind }) => kind === "rule" || kind === "legal",
      );
      const findings = validateRoster(problem, roster);
      for (const { ruleId } of findings) seen.add(ruleId.replace(/^\d+ /, ""));
      expect(
        stepsBy(
          findings.map(({ ruleId, personId, unitId, day, steps, isHard }) => ({
            ...{ key: `${ruleId} ${isHard} ${personId ?? `${unitId} ${day}`}`, steps },
          })),
        ),
      ).toEqual(
        stepsBy(
          charges.map(({ ruleId, personId, unitId, fromDay, steps, isHard }) => ({
            ...{ key: `${ruleId} ${isHard} ${personId ?? `${unitId} ${fromDay}`}`, steps },
          })),
        ),
      );
    }),
    { numRuns: 40, seed: 7 },
  );
  // Forty wards break everything there is: what is missing here was not judged at all.
  const kinds = new Set(randomWard(1).rules.map(({ terms }) => terms.kind));
  expect([...kinds, "overlap", "absence", "unit", "pin"].filter((kind) => !seen.has(kind))).toEqual(
    [],
  );
});

describe("a roster by hand", () => {
  const rest = rule({ kind: "rest-between-shifts", minimumMinutes: 660 });
  const spring = { startsOn: "2026-03-27", timeZone: "Europe/London" };

  it("is legal while no hard rule is broken", () => {
    const two = rule(
      { kind: "consecutive-work-days", maximum: 2 },
      { strictness: { kind: "soft", weight: 5 } },
    );
    const problem = problemOf({ people: [person("Ana")], rules: [rest, two] });
    expect(isLegal(problem, rosterOf({ Ana: "DDD...." }))).toBe(true);
    expect(validateRoster(problem, rosterOf({ Ana: "DDD...." }))).toEqual([
      { ruleId: two.ruleId, isHard: false, personId: personIdOf("Ana"), day: 2, steps: 1 },
    ]);
    expect(isLegal(problem, rosterOf({ Ana: "LE....." }))).toBe(false);
  });

  it("is judged by the hours that the night has on which the clocks change", () => {
    const problem = problemOf({ people: [person("Ana")], rules: [rest], ...spring });
    expect(validateRoster(problem, rosterOf({ Ana: "DDD...." }))).toEqual([
      { ruleId: rest.ruleId, isHard: true, personId: personIdOf("Ana"), day: 2, steps: 1 },
    ]);
  });
});
