import { type Alert, AlertCause, type AlertPhase, type AlertPriority } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { type AssessedPatient, COVERED_BY_SCORE, findingsOf } from "#models/alerts/alert-finding";
import { isEnded, REOPEN_WITHIN_MS } from "#models/alerts/alert-lifecycle";
import { AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import { isWorse } from "#models/alerts/priority";
import { type EncounterId, UserId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import { AlertHospital, ENCOUNTERS, UNITS } from "./testing-alert-hospital";
import type { StoredStep } from "./testing-alert-rows";

const SOMEBODY = UserId.parse("50000000-0000-4000-8000-000000000001");

/** One thing that happens in the hospital. What is named by a number is the first of its kind that is there. */
export type Step =
  | { do: "assess"; patient: number; at: Assessed }
  | { do: "answer"; alert: number; answer: AlertAnswer }
  | { do: "wait"; ms: number }
  | { do: "arrive"; patient: number; unit: number }
  | { do: "leave"; patient: number }
  | { do: "change-policy"; unit: number; policy: number }
  | { do: "sweep" | "database-away" | "database-back" | "restart" }
  | { do: "give-up"; commands: number };

export interface Assessed {
  score: number | undefined;
  isRed: boolean;
  inputs: number;
  rise: number | undefined;
  risk: number | undefined;
  heartRate: number | undefined;
  heartRateAgeMinutes: number;
}

const HOUSE = defaultAlertPolicy("ward");
const EVERY_TRIGGER: AlertPolicy = {
  ...HOUSE,
  scoreRise: { isOn: true, points: 3, priority: "low", persistenceMinutes: 0 },
  singleSign: {
    isOn: true,
    limits: [{ kind: "heartRate", low: 40, high: 130, priority: "medium" }],
    persistenceMinutes: 2,
  },
};
export const POLICIES = [
  HOUSE,
  EVERY_TRIGGER,
  {
    ...EVERY_TRIGGER,
    earlyWarningScore: { ...HOUSE.earlyWarningScore, persistenceMinutes: 5, rearmMargin: 2 },
    deteriorationRisk: { ...HOUSE.deteriorationRisk, threshold: 0.3, rearmShare: 0.5 },
    quietMinutes: { ...HOUSE.quietMinutes, recovered: 30 },
    ladder: HOUSE.ladder.slice(0, 1),
  },
  {
    ...EVERY_TRIGGER,
    earlyWarningScore: { ...HOUSE.earlyWarningScore, isOn: false },
    singleSign: { ...EVERY_TRIGGER.singleSign, isOn: false },
    snoozeLimitMinutes: { high: 0, medium: 5, low: 10 },
    recoveryMinutes: 0,
    expiryHours: 1,
  },
].map((policy) => AlertPolicy.parse(policy));

/** A hospital, and what must be true of its alerts after each step. */
export class Proof {
  readonly #hospital = new AlertHospital(EVERY_TRIGGER);
  /** Of each patient and cause, since when it asks for an alert that it does not have. */
  readonly #streaks = new Map<string, { since: number; lastAt: number }>();
  /** What somebody has answered, and as long as its patient stays. */
  readonly #answered = new Map<string, { at: number; until: number; priority: AlertPriority }>();
  readonly #quiet = new Map<string, { until: number; priority: AlertPriority }>();
  #checkedSteps = 0;
  /** Commands were given up: what is watched and what is stored may differ until the next sweep. */
  #mayDiffer = false;

  async begin(): Promise<void> {
    for (const encounterId of ENCOUNTERS) await this.#hospital.arrive(encounterId, the(UNITS, 0));
  }

  async take(step: Step): Promise<void> {
    await this.#do(step);
    this.#checkSteps();
    this.#checkOpen();
  }

  /** With the database back and a minute gone by, nothing of what had gone wrong is left. */
  async end(): Promise<void> {
    for (const each of ["database-back", "sweep", "sweep"] as const) await this.take({ do: each });
    await this.take({ do: "wait", ms: MS_PER_SECOND });
    this.#checkAgreement();
  }

  async #do(step: Step): Promise<void> {
    const hospital = this.#hospital;
    switch (step.do) {
      case "assess":
        return this.#assess(the(ENCOUNTERS, step.patient), step.at);
      case "answer": {
        const alert = hospital.rows.all().at(-1 - step.alert);
        if (alert) await hospital.answer(alert.alertId, step.answer, SOMEBODY);
        return;
      }
      case "wait":
        await hospital.store();
        hospital.now += step.ms;
        await hospital.look();
        return this.#checkNoneIsOverdue();
      case "arrive":
        return hospital.arrive(the(ENCOUNTERS, step.patient), the(UNITS, step.unit));
      case "leave":
        this.#forget(the(ENCOUNTERS, step.patient));
        return hospital.leave(the(ENCOUNTERS, step.patient));
      case "change-policy":
        return void hospital.policies.set(the(UNITS, step.unit), the(POLICIES, step.policy));
      case "sweep":
        if (hospital.isSettled) this.#mayDiffer = false;
        for (const [key, { lastAt }] of this.#streaks)
          if (hospital.now - lastAt > LEAST_EXPIRY_MS) this.#streaks.delete(key);
        return hospital.sweep();
      case "database-away":
        hospital.isDatabaseUp = false;
        return;
      case "database-back":
        hospital.isDatabaseUp = true; // what waits is stored in a moment: an answer may come first
        return;
      case "restart":
        this.#streaks.clear();
        this.#mayDiffer = false;
        hospital.isDatabaseUp = true; // it waits for its database
        return hospital.restart();
      case "give-up":
        this.#mayDiffer ||= !hospital.isSettled;
        // With what got worse its answer is forgotten: to ask once more is the safe way to be wrong.
        if (this.#mayDiffer) this.#answered.clear();
        return hospital.giveUp(step.commands);
    }
  }

  async #assess(encounterId: EncounterId, at: Assessed): Promise<void> {
    const hospital = this.#hospital;
    const place = hospital.places.get(encounterId);
    if (!place) return;
    const assessment = toPatient(at, hospital.now);
    await hospital.assess(encounterId, assessment);
    // What was stored meanwhile, a recovery that had waited for the database, may keep a cause quiet.
    this.#checkSteps();
    for (const finding of findingsOf(assessment, hospital.policyOf(place.unitId))) {
      const { priority, persistenceMinutes } = finding;
      const key = keyOf({ encounterId, reason: finding.reason });
      if (
        !hospital.isDatabaseUp ||
        this.#mayDiffer ||
        !priority ||
        this.#isHandled(key, priority)
      ) {
        this.#streaks.delete(key);
        continue;
      }
      const since = this.#streaks.get(key)?.since ?? hospital.now;
      this.#streaks.set(key, { since, lastAt: hospital.now });
      const lastedMs = hospital.now - since;
      must(lastedMs < persistenceMinutes * MS_PER_MINUTE, `${key} asks and has no alert`);
    }
  }

  /** Whether an alert says what is found, or somebody has answered it a while ago. */
  #isHandled(key: string, priority: AlertPriority): boolean {
    const [encounterId, cause] = key.split(" ");
    const open = this.#hospital.rows.open().filter((alert) => alert.encounterId === encounterId);
    const own = open.find(({ reason }) => reason.cause === cause);
    // One that is raised by what lasted starts with the least of it, and worsens with the next finding.
    const isNew = own?.raisedAt.getTime() === this.#hospital.now;
    if (own && !isNew)
      must(!isWorse(own.priority, priority), `${key} is worse than its alert says`);
    const score = open.find(({ reason }) => reason.cause === "early-warning-score");
    const isCovered =
      COVERED_BY_SCORE.has(AlertCause.parse(cause)) && !isWorse(score?.priority, priority);
    const quiet = this.#quiet.get(key);
    const isQuiet = quiet && this.#hospital.now < quiet.until && !isWorse(quiet.priority, priority);
    return own !== undefined || isCovered || isQuiet === true;
  }

  #checkSteps(): void {
    const { rows, announced, madeTwice } = this.#hospital;
    must(madeTwice === 0, "a command that was stored twice changed something twice");
    must(announced.length === rows.steps.length, "a step was not announced, or twice");
    for (; this.#checkedSteps < rows.steps.length; this.#checkedSteps += 1) {
      const step = the(rows.steps, this.#checkedSteps);
      must(
        announced[this.#checkedSteps]?.sequence === step.event.event.sequence,
        "steps are announced out of order",
      );
      if (step.before) this.#checkChange(step, step.before);
      this.#noteEnd(step);
    }
  }

  #checkChange({ event: { event }, after }: StoredStep, before: StoredStep["after"]): void {
    const { step, details, alert } = event;
    const at = event.at.getTime();
    const policy = this.#hospital.policyOf(event.alert.unitId);
    if (isEnded(before)) {
      must(step === "reopened" && before.phase === "resolved", `${step} after the end`);
      must(at - (before.endedAt ?? 0) <= REOPEN_WITHIN_MS, "reopened long after its end");
    }
    must(after.askedAt >= before.askedAt, "its time went backwards");
    if (isWorse(before.priority, after.priority)) {
      must(after.phase === "raised", "worsened, and does not ask");
      must(after.askedAt === at && !after.snooze, "worsened, and asks as of before");
    }
    if (step === "snoozed" && after.snooze) {
      const limitMs = policy.snoozeLimitMinutes[before.priority] * MS_PER_MINUTE;
      must(after.snooze.until - at <= limitMs, "snoozed for longer than allowed");
    }
    if (details?.step === "escalated" && details.why !== "by-person") {
      must((before.dueAt ?? Infinity) <= at, "escalated before its time");
      const top = policy.ladder.length - 1;
      must(alert.rung === Math.min(before.rung + 1, top), "escalated to another rung");
    }
  }

  #noteEnd({ event: { event } }: StoredStep): void {
    const { details, alert } = event;
    const key = keyOf(alert);
    if (event.step === "raised") {
      const answered = this.#answered.get(key);
      const at = event.at.getTime();
      // One that waited for the database was raised before.
      const isQuiet = answered && answered.at < at && at < answered.until;
      must(
        !isQuiet || isWorse(answered.priority, alert.priority),
        `${key} is raised again although somebody has answered it`,
      );
      // What was answered was less: of what it has become nobody has said anything.
      this.#answered.delete(key);
    }
    if (event.step === "reopened") {
      this.#quiet.delete(key);
      this.#answered.delete(key);
    }
    if (details?.step !== "resolved") return;
    const how = details.disposition ?? "recovered";
    const minutes = Math.max(...POLICIES.map(({ quietMinutes }) => quietMinutes[how]));
    const until = event.at.getTime() + minutes * MS_PER_MINUTE;
    this.#quiet.set(key, { until, priority: alert.priority });
    const at = event.at.getTime();
    // While commands are given up, what was answered may not be what is watched.
    if (details.disposition && !this.#mayDiffer)
      this.#answered.set(key, { at, until, priority: alert.priority });
  }

  #checkOpen(): void {
    const { rows, open, isDatabaseUp, isSettled } = this.#hospital;
    const stored = rows.open();
    must(new Set(stored.map(keyOf)).size === stored.length, "two alerts of one cause are open");
    must(
      open.length === stored.length &&
        stored.every(({ alertId }) => open.some((alert) => alert.alertId === alertId)),
      "the server takes other alerts for open than are stored",
    );
    for (const alert of stored) {
      must(alert.dueAt !== undefined, "an open alert is never due");
      const life = rows.life(alert.alertId);
      must((life?.snooze !== undefined) === isIn(alert, "snoozed"), "a snooze that is none");
      must(!isIn(alert, "in-hand") || life?.inHand !== undefined, "in nobody's hand");
      must(
        !isIn(alert, "acknowledged") || life?.acknowledged !== undefined,
        "acknowledged by nobody",
      );
    }
    if (isDatabaseUp && isSettled && !this.#mayDiffer) this.#checkAgreement();
  }

  #checkAgreement(): void {
    const { rows, watched, places } = this.#hospital;
    const stored = rows.open();
    const withAlerts = new Set(stored.map(({ encounterId }) => encounterId));
    must(
      withAlerts.size === watched.length && watched.every((each) => withAlerts.has(each)),
      "an open alert is not watched, or one is watched that is not open",
    );
    for (const { encounterId, unitId } of stored)
      must(places.get(encounterId)?.unitId === unitId, "an alert is not where its patient is");
  }

  #checkNoneIsOverdue(): void {
    const { rows, now, isDatabaseUp } = this.#hospital;
    if (!isDatabaseUp) return;
    for (const { dueAt } of rows.open())
      must((dueAt?.getTime() ?? 0) > now, "an alert whose time has come was left where it is");
  }

  #forget(encounterId: EncounterId): void {
    for (const cause of AlertCause.options) {
      this.#streaks.delete(`${encounterId} ${cause}`);
      this.#answered.delete(`${encounterId} ${cause}`);
    }
  }
}

const LEAST_EXPIRY_MS = MS_PER_HOUR;

const keyOf = ({ encounterId, reason }: Pick<Alert, "encounterId" | "reason">): string =>
  `${encounterId} ${reason.cause}`;
const isIn = (alert: Alert, phase: AlertPhase): boolean => alert.phase === phase;

function the<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`there is no ${index}`);
  return item;
}

function must(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}

function toPatient(at: Assessed, now: number): AssessedPatient {
  const { score, isRed, inputs, rise, risk, heartRate } = at;
  return {
    score:
      score === undefined
        ? undefined
        : {
            ...{ score, hasRedScore: isRed, inputsPresent: inputs, oldestInputSeconds: 0 },
            ...{ previousScore: rise === undefined ? undefined : score - rise, assessedAt: now },
          },
    risk:
      risk === undefined
        ? undefined
        : {
            ...{ risk, threshold: 0.4, previousRisk: undefined, modelVersion: "1" },
            ...{ contributions: [], predictedAt: now },
          },
    signs: () =>
      heartRate === undefined
        ? {}
        : {
            heartRate: {
              value: heartRate,
              observedAt: now - at.heartRateAgeMinutes * MS_PER_MINUTE,
            },
          },
  };
}
