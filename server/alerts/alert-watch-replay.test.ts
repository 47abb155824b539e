import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { AlertCause, AlertPriority } from "#models/alerts/alert";
import type { AssessedPatient } from "#models/alerts/alert-finding";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { replayAlerts } from "#models/alerts/alert-replay";
import { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_MINUTE } from "#models/shared/time-range";
import type { AlertCommand } from "./alert-command";
import { createAlertWatch } from "./alert-watch";

const PLACE = {
  encounterId: EncounterId.parse(randomUUID()),
  unitId: UnitId.parse(randomUUID()),
  bedId: BedId.parse(randomUUID()),
  bedLabel: "01",
};
const END = 30 * MS_PER_DAY;

/** What became of an alert: of which cause, its priorities with their instants, and how it ended. */
interface Course {
  cause: AlertCause;
  changes: { at: number; priority: AlertPriority }[];
  end: string;
}

/** The watch, fed and swept as the live system does it, with the clocks of the feed and the server the same. */
function watched(course: readonly AssessedPatient[], policy: AlertPolicy): Course[] {
  const alerts = new Map<string, Course>();
  let now = 0;
  const submit = (command: AlertCommand): void => {
    if (command.type === "raise") {
      const { alertId, reason, priority } = command.alert;
      const changes = [{ at: now, priority }];
      alerts.set(alertId, { cause: reason.cause, changes, end: "open" });
      return;
    }
    const alert = command.type === "advance" ? alerts.get(command.alertId) : undefined;
    if (!alert || command.type !== "advance") return;
    const made = command.command;
    if (made.type === "change-priority") alert.changes.push({ at: now, priority: made.priority });
    else alert.end = ENDS[made.type] ?? made.type;
  };
  const watch = createAlertWatch({
    submit,
    policyOf: () => policy,
    now: () => new Date(now),
    newId: randomUUID,
  });
  for (const assessment of course) {
    now = assessment.score?.assessedAt ?? assessment.risk?.predictedAt ?? now;
    watch.sweep();
    watch.assessed(PLACE, assessment);
  }
  now = END;
  watch.sweep();
  watch.left(PLACE.encounterId);
  return [...alerts.values()];
}

const ENDS: Readonly<Record<string, string>> = {
  recover: "recovered",
  supersede: "superseded",
  expire: "expired",
};

it("does live what a replay of the same assessments says", () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 900 }),
    score: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    previousScore: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    risk: fc.option(fc.double({ min: 0, max: 0.3, noNaN: true }), { nil: undefined }),
    heartRate: fc.integer({ min: 60, max: 160 }),
  });
  const rules = fc.record({
    persistence: fc.integer({ min: 0, max: 120 }),
    recovery: fc.integer({ min: 0, max: 600 }),
    quiet: fc.integer({ min: 0, max: 600 }),
    rise: fc.constantFrom("medium" as const, "high" as const),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), rules, (steps, of) => {
      const policy = policyWith(of);
      let at = 0;
      const course = steps.map((one): AssessedPatient => {
        at += one.minutes * MS_PER_MINUTE;
        return assessedAt(at, one);
      });
      const replayed = replayAlerts(course, policy, { until: END }).map(
        ({ cause, changes, end }): Course => ({ cause, changes: [...changes], end }),
      );
      expect(ordered(watched(course, policy))).toEqual(ordered(replayed));
    }),
    { numRuns: 400 },
  );
});

const ordered = (courses: readonly Course[]): Course[] =>
  courses.toSorted(
    (one, other) =>
      (one.changes[0]?.at ?? 0) - (other.changes[0]?.at ?? 0) ||
      one.cause.localeCompare(other.cause),
  );

function policyWith(of: {
  persistence: number;
  recovery: number;
  quiet: number;
  rise: AlertPriority;
}): AlertPolicy {
  const house = defaultAlertPolicy("ward");
  const persistenceMinutes = of.persistence;
  return {
    ...house,
    earlyWarningScore: { ...house.earlyWarningScore, persistenceMinutes },
    deteriorationRisk: { ...house.deteriorationRisk, persistenceMinutes },
    scoreRise: { isOn: true, points: 3, priority: of.rise, persistenceMinutes: 0 },
    singleSign: {
      isOn: true,
      limits: [{ kind: "heartRate", high: 130, priority: "medium" }],
      persistenceMinutes,
    },
    recoveryMinutes: of.recovery,
    quietMinutes: { ...house.quietMinutes, recovered: of.quiet },
  };
}

function assessedAt(
  at: number,
  {
    score,
    previousScore,
    risk,
    heartRate,
  }: {
    score: number | undefined;
    previousScore: number | undefined;
    risk: number | undefined;
    heartRate: number;
  },
): AssessedPatient {
  return {
    score:
      score === undefined
        ? undefined
        : {
            ...{ score, previousScore, assessedAt: at, hasRedScore: false },
            ...{ inputsPresent: 7, oldestInputSeconds: 0 },
          },
    risk:
      risk === undefined
        ? undefined
        : {
            ...{ risk, predictedAt: at, threshold: 0.1, previousRisk: undefined },
            ...{ modelVersion: "1.0.0", contributions: [] },
          },
    signs: () => ({ heartRate: { value: heartRate, observedAt: at } }),
  };
}
