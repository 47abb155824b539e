import { describe, expect, it } from "vitest";
import type { LiveRisk, LiveScore } from "../realtime/board";
import { MS_PER_MINUTE } from "../shared/time-range";
import {
  findingFromRisk,
  findingFromScore,
  reviewAlert,
  type AlertChange,
  type AlertFinding,
  type WatchedAlert,
} from "./alert-policy";

describe("the priority of a finding", () => {
  it.each([
    [0, false, undefined],
    [4, false, undefined],
    [3, true, "medium"],
    [5, false, "medium"],
    [6, true, "medium"],
    [7, false, "high"],
    [20, true, "high"],
  ])("of NEWS2 %i (a single 3: %s) is %s", (score, hasRedScore, priority) => {
    expect(findingFromScore(news2(score, 0, { hasRedScore })).priority).toBe(priority);
  });

  it("counts a score from missing inputs when the known part reaches the limit", () => {
    expect(findingFromScore(news2(7, 0, { inputsPresent: 3 })).priority).toBe("high");
  });

  it.each([
    [0.0999, undefined],
    [0.1, "medium"],
    [0.1999, "medium"],
    [0.2, "high"],
  ])("of a risk of %d at a threshold of 0.1 is %s", (value, priority) => {
    expect(findingFromRisk(risk(value)).priority).toBe(priority);
  });
});

describe("reviewAlert", () => {
  it("raises one alert, and none again for the same finding", () => {
    expect(steps([score(7, 0), score(7, 1), score(9, 2)])).toEqual(["raised high"]);
  });

  it("raises the priority of the open alert rather than adding another", () => {
    expect(steps([score(5, 0), score(7, 1)])).toEqual(["raised medium", "priority-changed high"]);
  });

  it("resolves after ten minutes below every limit", () => {
    expect(steps([score(5, 0), score(1, 1), score(1, 10), score(1, 11)])).toEqual([
      "raised medium",
      "resolved",
    ]);
  });

  it("does not flap when a score hovers at the limit", () => {
    const hovering = Array.from({ length: 60 }, (_, minute) => score(minute % 9 ? 4 : 5, minute));
    expect(steps(hovering)).toEqual(["raised medium"]);
  });

  it("steps down to the worst of the last ten minutes, then resolves", () => {
    const findings = [
      score(8, 0),
      score(5, 1),
      score(2, 10),
      score(2, 11),
      score(2, 12),
      score(2, 22),
    ];
    expect(steps(findings)).toEqual(["raised high", "priority-changed medium", "resolved"]);
  });

  it("does not take a sensor that came off for recovery, for an hour", () => {
    const off = (minute: number) => findingFromScore(news2(2, minute, { inputsPresent: 5 }));
    expect(steps([score(7, 0), off(1), off(15), off(60)])).toEqual(["raised high"]);
    expect(steps([score(7, 0), off(1), off(61)])).toEqual(["raised high", "resolved"]);
  });
});

const news2 = (score: number, minute: number, more: Partial<LiveScore> = {}): LiveScore => ({
  score,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 0,
  previousScore: undefined,
  assessedAt: minute * MS_PER_MINUTE,
  ...more,
});

const score = (value: number, minute: number) => findingFromScore(news2(value, minute));

const risk = (value: number): LiveRisk => ({
  risk: value,
  threshold: 0.1,
  previousRisk: undefined,
  modelVersion: "1.0.0",
  contributions: [],
  predictedAt: 0,
});

function steps(findings: readonly AlertFinding[]): string[] {
  const changes: AlertChange[] = [];
  let watched: WatchedAlert | undefined;
  for (const finding of findings) {
    const review = reviewAlert(watched, finding);
    watched = review.watched;
    if (review.change) changes.push(review.change);
  }
  return changes.map((change) =>
    change.step === "resolved" ? change.step : `${change.step} ${change.priority}`,
  );
}
