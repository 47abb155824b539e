import { describe, expect, it } from "vitest";
import { type AlertPolicy, defaultAlertPolicy } from "./alert-policy";
import { policyChanges, policyLines } from "./policy-changes";

const HOUSE = defaultAlertPolicy("ward");

const saidOf = (change: Partial<AlertPolicy>): string[] =>
  policyChanges(HOUSE, { ...HOUSE, ...change }).map(
    ({ part, title, from, to }) => `${part}, ${title}: ${to}, was ${from}`,
  );

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
      ["NEWS2, High alert from: 8, was 7", "NEWS2, Must last: 10 minutes, was at once"],
    ],
    [
      { deteriorationRisk: { ...HOUSE.deteriorationRisk, threshold: 0.042 } },
      ["Predicted risk, Level: 4.2 %, was the model's own"],
    ],
    [
      { ladder: HOUSE.ladder.filter(({ role }) => role !== "rapid-response") },
      ["Escalation ladder, Rapid response team: not asked, was asked"],
    ],
    [
      { snoozeLimitMinutes: { ...HOUSE.snoozeLimitMinutes, high: 0 } },
      [
        "Answering, Snooze for at most: high never, medium 1 hour, low 4 hours, was high 15 minutes, medium 1 hour, low 4 hours",
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
