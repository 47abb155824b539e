import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveRisk, LiveScore } from "../realtime/board";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { AssessedPatient } from "./alert-finding";
import { type AlertLevels, levelsOf, withLevels } from "./alert-levels";
import { type AlertPolicy, defaultAlertPolicy } from "./alert-policy";
import { raisedAtOf, type ReplayedAlert, replayAlerts } from "./alert-replay";
import { scoreCrossings } from "./score-crossings";

const POLICY = defaultAlertPolicy("ward");
const END = 10 * 24 * MS_PER_HOUR;

describe("replayAlerts", () => {
  it("tells an alert's whole course: raised, worse, recovered", () => {
    const course = [at(0, 5), at(5, 7), at(10, 2), at(25, 2)];
    expect(told(replayAlerts(course, POLICY, { until: END }))).toEqual([
      "early-warning-score medium@0 high@5 recovered@25",
    ]);
  });

  it("keeps causes apart, and what nobody ends lasts until the bed is left", () => {
    const course = [at(0, 6, 0.2), at(1, 6, 0.2)];
    expect(told(replayAlerts(course, POLICY, { until: 60 * MS_PER_MINUTE }))).toEqual([
      "early-warning-score medium@0 left-bed@60",
      "deterioration-risk high@0 left-bed@60",
    ]);
  });

  it("takes a rise back once the score says the same", () => {
    const rises: AlertPolicy = {
      ...POLICY,
      scoreRise: { isOn: true, points: 2, priority: "medium", persistenceMinutes: 0 },
    };
    const course = [at(0, 4, undefined, 1), at(1, 5, undefined, 1)];
    expect(told(replayAlerts(course, rises, { until: 60 * MS_PER_MINUTE }))).toEqual([
      "score-rise medium@0 superseded@1",
      "early-warning-score medium@1 left-bed@60",
    ]);
  });

  it("ends as expired what has not been assessed for too long", () => {
    const course = [at(0, 6), at(13 * 60, 6)];
    expect(told(replayAlerts(course, POLICY, { until: 14 * MS_PER_HOUR }))).toEqual([
      `early-warning-score medium@0 expired@${12 * 60}`,
      `early-warning-score medium@${13 * 60} left-bed@${14 * 60}`,
    ]);
  });

  it("raises again after somebody's answer once the quiet time is over, and sooner when it is worse", () => {
    const answers = { afterMinutes: 60, disposition: "already-known" } as const;
    const everyHour = (score: (hour: number) => number) =>
      Array.from({ length: 8 }, (_, hour) => at(hour * 60, score(hour)));
    const same = replayAlerts(
      everyHour(() => 6),
      POLICY,
      { until: END, answers },
    );
    expect(same.map(raisedAtOf)).toEqual([0, 4 * MS_PER_HOUR]);
    const worse = replayAlerts(
      everyHour((hour) => (hour < 3 ? 6 : 8)),
      POLICY,
      { until: END, answers },
    );
    expect(worse.map(raisedAtOf)).toEqual([0, 3 * MS_PER_HOUR, 7 * MS_PER_HOUR]);
  });

  it("says nothing of a patient of whom nothing is known", () => {
    expect(replayAlerts([unknown()], POLICY, { until: END })).toEqual([]);
  });
});

interface Step {
  minutes: number;
  score: number | undefined;
  risk: number | undefined;
}

describe("any course of a patient", () => {
  const course = fc.array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 400 }),
      score: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
      risk: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    }),
    { maxLength: 60 },
  );
  const levels = fc.record({
    mediumFrom: fc.integer({ min: 1, max: 9 }),
    highFrom: fc.integer({ min: 10, max: 14 }),
    riskThreshold: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    riskHighFactor: fc.double({ min: 1, max: 5, noNaN: true }),
    persistence: fc.integer({ min: 0, max: 300 }),
    recovery: fc.integer({ min: 0, max: 600 }),
  });
  const assessed = (steps: readonly Step[]) => {
    let minute = 0;
    return steps.map(({ minutes, score, risk }) => at((minute += minutes), score, risk));
  };

  it("has its first alert no earlier under a stricter policy", () => {
    const more = fc.record({
      score: fc.integer({ min: 0, max: 5 }),
      risk: fc.double({ min: 0, max: 0.4, noNaN: true }),
      persistence: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(course, levels, more, (steps, loose, { score, risk, persistence }) => {
        const strict: AlertLevels = {
          ...loose,
          mediumFrom: loose.mediumFrom + score,
          highFrom: loose.highFrom + score,
          riskThreshold: loose.riskThreshold + risk,
          persistence: loose.persistence + persistence,
        };
        for (const cause of ["early-warning-score", "deterioration-risk"]) {
          const firstUnder = (of: AlertLevels): number =>
            Math.min(
              ...replayAlerts(assessed(steps), withLevels(POLICY, of), { until: END })
                .filter((alert) => alert.cause === cause)
                .map(raisedAtOf),
            );
          expect(firstUnder(strict)).toBeGreaterThanOrEqual(firstUnder(loose));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("has at most one open alert of a cause, each with a beginning before its end", () => {
    const answers = fc.option(
      fc.record({
        afterMinutes: fc.integer({ min: 0, max: 200 }),
        disposition: fc.constantFrom("already-known" as const, "artefact" as const),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(course, levels, answers, (steps, of, given) => {
        const alerts = replayAlerts(assessed(steps), withLevels(POLICY, of), {
          until: END,
          ...(given && { answers: given }),
        });
        const endOf = new Map<string, number>();
        for (const alert of alerts) {
          expect(alert.endedAt).toBeGreaterThanOrEqual(raisedAtOf(alert));
          expect(raisedAtOf(alert)).toBeGreaterThanOrEqual(endOf.get(alert.cause) ?? 0);
          endOf.set(alert.cause, alert.endedAt);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("crosses a level of NEWS2 at least as often as the policy of that level raises", () => {
    fc.assert(
      fc.property(course, (steps) => {
        const patient = assessed(steps);
        const only = {
          ...POLICY,
          expiryHours: 72,
          earlyWarningScore: { ...POLICY.earlyWarningScore, redScoreCounts: false },
          deteriorationRisk: { ...POLICY.deteriorationRisk, isOn: false },
        };
        const raised = replayAlerts(patient, only, { until: END }).filter(
          ({ end }) => end !== "expired",
        );
        expect(scoreCrossings(patient, { until: END }).length).toBeGreaterThanOrEqual(
          raised.length,
        );
      }),
    );
  });
});

it("crosses a level anew after each score below it, and not for one that is unknown", () => {
  const course = [at(0, 5), at(60, 9), unknown(), at(120, 4), at(180, 5)];
  expect(told(scoreCrossings(course, { until: 240 * MS_PER_MINUTE }))).toEqual([
    "early-warning-score medium@0 recovered@120",
    "early-warning-score medium@180 left-bed@240",
  ]);
});

it("leaves a policy as it is when its own levels are put into it", () => {
  expect(withLevels(POLICY, levelsOf(POLICY))).toEqual(POLICY);
});

function at(
  minute: number,
  score?: number,
  risk?: number,
  previousScore?: number,
): AssessedPatient {
  const assessedAt = minute * MS_PER_MINUTE;
  return {
    score: score === undefined ? undefined : news2(score, assessedAt, previousScore),
    risk: risk === undefined ? undefined : predicted(risk, assessedAt),
    signs: () => ({}),
  };
}

const unknown = (): AssessedPatient => ({ score: undefined, risk: undefined, signs: () => ({}) });

const news2 = (
  score: number,
  assessedAt: number,
  previousScore: number | undefined,
): LiveScore => ({
  score,
  previousScore,
  assessedAt,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 0,
});

const predicted = (risk: number, predictedAt: number): LiveRisk => ({
  risk,
  predictedAt,
  threshold: 0.1,
  previousRisk: undefined,
  modelVersion: "1.0.0",
  contributions: [],
});

const told = (alerts: readonly ReplayedAlert[]): string[] =>
  alerts.map(({ cause, changes, end, endedAt }) =>
    [
      cause,
      ...changes.map(({ at, priority }) => `${priority}@${at / MS_PER_MINUTE}`),
      `${end}@${endedAt / MS_PER_MINUTE}`,
    ].join(" "),
  );
