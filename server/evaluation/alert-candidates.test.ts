import { describe, expect, it } from "vitest";
import { AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { type AlertYield, alertYield } from "#models/alerts/alert-yield";
import {
  choosePolicy,
  frontierOf,
  houseCandidates,
  levelCandidates,
  type Tried,
} from "./alert-candidates";

describe("the choice of a policy", () => {
  it("takes the freshest that keeps the budget and catches enough", () => {
    const tried = [
      candidate("too many alerts", { alertsPerPatientDay: 1.3, sensitivityInWindow: 0.9 }),
      candidate("catches too few", { sensitivity: 0.7, sensitivityInWindow: 0.8 }),
      candidate("always open", { alertsPerPatientDay: 0.3, sensitivityInWindow: 0.1 }),
      candidate("fresh", { alertsPerPatientDay: 1.1, sensitivityInWindow: 0.6 }),
      candidate("as fresh with fewer", { alertsPerPatientDay: 1, sensitivityInWindow: 0.6 }),
    ];
    expect(choosePolicy(tried)?.candidate).toBe("as fresh with fewer");
    expect(choosePolicy(tried.slice(0, 2))).toBeUndefined();
  });
});

describe("the frontier", () => {
  it("holds what catches more than everything with fewer alerts", () => {
    const tried = [
      candidate("c", { alertsPerPatientDay: 1.5, sensitivityInWindow: 0.7 }),
      candidate("a", { alertsPerPatientDay: 0.5, sensitivityInWindow: 0.4 }),
      candidate("worse and dearer", { alertsPerPatientDay: 0.9, sensitivityInWindow: 0.3 }),
      candidate("b", { alertsPerPatientDay: 1, sensitivityInWindow: 0.6 }),
    ];
    expect(frontierOf(tried).map((one) => one.candidate)).toEqual(["a", "b", "c"]);
  });
});

describe("what is tried", () => {
  const house = defaultAlertPolicy("intensive");

  it("is always a policy that could be stored, and keeps NEWS2's own levels for the house", () => {
    for (const policy of houseCandidates(house)) {
      expect(AlertPolicy.parse(policy)).toEqual(policy);
      expect(policy.earlyWarningScore).toMatchObject({ mediumFrom: 5, highFrom: 7 });
    }
  });

  it("includes the house policy of intensive units, and the levels it has", () => {
    expect(houseCandidates(house)).toContainEqual(house);
    const own = levelCandidates(house, 0.03).filter(
      ({ mediumFrom, riskThreshold }) => mediumFrom === 5 && riskThreshold === null,
    );
    expect(own.map(({ recovery }) => recovery)).toContain(house.recoveryMinutes);
  });
});

function candidate(name: string, figures: Partial<AlertYield>): Tried<string> {
  const usual = { alertsPerPatientDay: 1, sensitivity: 0.9, sensitivityInWindow: 0.5 };
  return { candidate: name, figures: { ...alertYield([]), ...usual, ...figures } };
}
