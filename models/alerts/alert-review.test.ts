import { describe, expect, it } from "vitest";
import type { LiveRisk, LiveScore } from "../realtime/board";
import type { SignOutsideLimit } from "./alert";
import { MS_PER_MINUTE } from "../shared/time-range";
import { type AlertFinding, findingsOf } from "./alert-finding";
import { type AlertPolicy, defaultAlertPolicy } from "./alert-policy";
import { type AlertChange, quietAfter, reviewFinding, type WatchedCause } from "./alert-review";

const POLICY = defaultAlertPolicy("ward");

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
    expect(found(news2(score, 0, { hasRedScore })).priority).toBe(priority);
  });

  it("counts a score from missing inputs when the known part reaches the limit", () => {
    expect(found(news2(7, 0, { inputsPresent: 3 })).priority).toBe("high");
  });

  it.each([
    [0.0999, undefined],
    [0.1, "medium"],
    [0.1999, "medium"],
    [0.2, "high"],
  ])("of a risk of %d at a threshold of 0.1 is %s", (value, priority) => {
    expect(foundRisk(risk(value)).priority).toBe(priority);
  });
});

describe("reviewFinding", () => {
  it("raises one alert, and none again for the same finding", () => {
    expect(steps([score(7, 0), score(7, 1), score(9, 2)])).toEqual(["raised high"]);
  });

  it("raises the priority of the open alert rather than adding another", () => {
    expect(steps([score(5, 0), score(7, 1)])).toEqual(["raised medium", "priority-changed high"]);
  });

  it("resolves after ten minutes below every limit", () => {
    expect(steps([score(5, 0), score(1, 1), score(1, 10), score(1, 11)])).toEqual([
      "raised medium",
      "recovered",
    ]);
  });

  it("takes nothing for better while less is known of the patient, however long", () => {
    const unseen = (minute: number): AlertFinding => ({
      ...score(0, minute),
      isPartlyUnseen: true,
    });
    const hours = Array.from({ length: 12 * 60 }, (_, minute) => unseen(minute + 1));
    expect(steps([score(7, 0), ...hours])).toEqual(["raised high"]);
    expect(steps([score(5, 0), unseen(1), { ...score(7, 2), isPartlyUnseen: true }])).toEqual([
      "raised medium",
      "priority-changed high",
    ]);
    // What was better before counts no more either: it begins anew with all that is known.
    expect(steps([score(5, 0), score(0, 1), unseen(9), score(0, 12)])).toEqual(["raised medium"]);
  });

  it("takes nothing for better when a sensor is no longer missed, until as much is known again", () => {
    const less = (minute: number) => found(news2(0, minute, { inputsPresent: 5 }));
    const off = { ...less(1), isPartlyUnseen: true };
    const hours = Array.from({ length: 12 * 60 }, (_, minute) => less(minute + 2));
    expect(steps([score(7, 0), off, ...hours])).toEqual(["raised high"]);
    expect(steps([score(7, 0), off, less(90), score(0, 100), score(0, 110)])).toEqual([
      "raised high",
      "recovered",
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
    expect(steps(findings)).toEqual(["raised high", "priority-changed medium", "recovered"]);
  });

  it("does not take a sensor that came off for recovery, for an hour", () => {
    const off = (minute: number) => found(news2(2, minute, { inputsPresent: 5 }));
    expect(steps([score(7, 0), off(1), off(15), off(60)])).toEqual(["raised high"]);
    expect(steps([score(7, 0), off(1), off(61)])).toEqual(["raised high", "recovered"]);
  });

  it("raises only what lasts as long as the policy asks, at the priority it kept", () => {
    const { earlyWarningScore } = POLICY;
    const patient = {
      ...POLICY,
      earlyWarningScore: { ...earlyWarningScore, persistenceMinutes: 5 },
    };
    const at = (value: number, minute: number) => found(news2(value, minute), patient);
    expect(steps([at(7, 0), at(7, 4), at(2, 5), at(7, 6), at(7, 10)], patient)).toEqual([]);
    expect(steps([at(8, 0), at(5, 3), at(7, 5)], patient)).toEqual(["raised medium"]);
  });

  it("holds an alert until the score is below its level by the margin", () => {
    const { earlyWarningScore } = POLICY;
    const wide = { ...POLICY, earlyWarningScore: { ...earlyWarningScore, rearmMargin: 2 } };
    const at = (value: number, minute: number) => found(news2(value, minute), wide);
    expect(steps([at(5, 0), at(3, 1), at(3, 60)], wide)).toEqual(["raised medium"]);
    expect(steps([at(5, 0), at(2, 1), at(2, 11)], wide)).toEqual(["raised medium", "recovered"]);
  });

  it("stays quiet for a while after somebody said what it was, unless it gets worse", () => {
    const quiet = quietAfter("medium", "already-known", 0, POLICY);
    const next = (value: number, minute: number) =>
      reviewFinding(quiet, score(value, minute), POLICY).change?.step;
    expect(next(6, 239)).toBeUndefined();
    expect(next(6, 240)).toBe("raised");
    expect(next(7, 1)).toBe("raised");
  });

  it("stays quiet when something worse came and went before it had lasted", () => {
    const { earlyWarningScore } = POLICY;
    const slow = { ...POLICY, earlyWarningScore: { ...earlyWarningScore, persistenceMinutes: 5 } };
    const at = (value: number, minute: number) => found(news2(value, minute), slow);
    let watched = quietAfter("medium", "already-known", 0, slow);
    for (const finding of [at(9, 1), at(6, 3), at(6, 9), at(9, 10)]) {
      const review = reviewFinding(watched, finding, slow);
      expect(review.change).toBeUndefined();
      watched = review.watched;
    }
    expect(reviewFinding(watched, at(9, 15), slow).change?.step).toBe("raised");
  });

  it("does not take a watched sign that is no longer known for a recovery", () => {
    const single = (signs: readonly SignOutsideLimit[], inputsPresent: number, minute: number) => ({
      ...score(0, minute),
      ...{ priority: signs.length > 0 ? ("high" as const) : undefined, held: undefined },
      reason: { cause: "single-sign" as const, signs, inputsPresent },
    });
    const low = { kind: "oxygenSaturation", value: 80, side: "low", limit: 88 } as const;
    expect(steps([single([low], 2, 0), single([], 2, 1), single([], 2, 11)])).toEqual([
      "raised high",
      "recovered",
    ]);
    expect(steps([single([low], 2, 0), single([], 1, 1), single([], 1, 59)])).toEqual([
      "raised high",
    ]);
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

const found = (score: LiveScore, policy: AlertPolicy = POLICY): AlertFinding =>
  only(findingsOf({ score, risk: undefined, signs: () => ({}) }, policy));
const foundRisk = (prediction: LiveRisk, policy: AlertPolicy = POLICY): AlertFinding =>
  only(findingsOf({ score: undefined, risk: prediction, signs: () => ({}) }, policy));

function only([finding]: readonly AlertFinding[]): AlertFinding {
  if (!finding) throw new Error("nothing was found");
  return finding;
}

const score = (value: number, minute: number) => found(news2(value, minute));

const risk = (value: number): LiveRisk => ({
  risk: value,
  threshold: 0.1,
  previousRisk: undefined,
  modelVersion: "1.0.0",
  contributions: [],
  predictedAt: 0,
});

function steps(findings: readonly AlertFinding[], policy: AlertPolicy = POLICY): string[] {
  const changes: AlertChange[] = [];
  let watched: WatchedCause | undefined;
  for (const finding of findings) {
    const review = reviewFinding(watched, finding, policy);
    watched = review.watched;
    if (review.change) changes.push(review.change);
  }
  return changes.map((change) =>
    change.step === "recovered" ? change.step : `${change.step} ${change.priority}`,
  );
}
