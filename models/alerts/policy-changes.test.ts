import { describe, expect, it } from "vitest";
import { type AlertPolicy, defaultAlertPolicy } from "./alert-policy";
import { changeInWords, policyChanges, policyLines } from "./policy-changes";

const HOUSE = defaultAlertPolicy("ward");

const saidOf = (change: Partial<AlertPolicy>): string[] =>
  policyChanges(HOUSE, { ...HOUSE, ...change }).map(changeInWords);

/** Every number, switch and choice of a policy changed a little, one at a time. */
function* nudged(value: unknown): Generator<unknown> {
  if (typeof value === "number") yield value + 1;
  else if (typeof value === "boolean") yield !value;
  else if (value === null) yield 0.5;
  else if (Array.isArray(value)) {
    for (const [at, each] of value.entries())
      for (const other of nudged(each)) yield value.with(at, other);
  } else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value))
      for (const other of nudged(each)) yield { ...value, [key]: other };
}

describe("the changes of a policy", () => {
  it("are none of the same policy", () => {
    expect(policyChanges(HOUSE, structuredClone(HOUSE))).toEqual([]);
  });

  it("leave nothing out that a policy sets", () => {
    const policy: AlertPolicy = {
      ...HOUSE,
      singleSign: {
        isOn: true,
        limits: [{ kind: "heartRate", low: 40, high: 130, priority: "low" }],
        persistenceMinutes: 2,
      },
    };
    const others = [...nudged(policy)] as AlertPolicy[];
    expect(others.length).toBeGreaterThan(45);
    for (const other of others) expect(policyChanges(policy, other)).toHaveLength(1);
  });

  it.each<[Partial<AlertPolicy>, string[]]>([
    [
      { earlyWarningScore: { ...HOUSE.earlyWarningScore, highFrom: 8, persistenceMinutes: 10 } },
      ["NEWS2: high alert from 8 instead of 7", "NEWS2: must last 10 minutes instead of at once"],
    ],
    [
      { deteriorationRisk: { ...HOUSE.deteriorationRisk, threshold: 0.042 } },
      ["Predicted risk: level 4.2 % instead of the model's own"],
    ],
    [
      { ladder: HOUSE.ladder.filter(({ role }) => role !== "rapid-response") },
      [
        "Escalation ladder: rapid response team not asked instead of asked",
        "Escalation ladder: rapid response team: contact no longer set (was none)",
        "Escalation ladder: rapid response team: time to answer no longer set (was high 10 minutes, medium 30 minutes, low 2 hours)",
      ],
    ],
    [
      { snoozeLimitMinutes: { ...HOUSE.snoozeLimitMinutes, high: 0 } },
      [
        "Answering: snooze for at most high never, medium 1 hour, low 4 hours instead of high 15 minutes, medium 1 hour, low 4 hours",
      ],
    ],
  ])("are told with what was before: %#", (change, words) => {
    expect(saidOf(change)).toEqual(words);
  });

  it("name every line once", () => {
    const names = policyLines(HOUSE).map(({ part, title }) => `${part}: ${title}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
