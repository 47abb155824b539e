import type { UserId } from "../shared/ids";
import { MS_PER_MINUTE } from "../shared/time-range";
import type {
  AlertPhase,
  AlertPriority,
  AlertStep,
  AlertStepDetails,
  EscalationReason,
  ExpiryReason,
  SnoozeReason,
} from "./alert";
import type { AlertId } from "../shared/ids";
import type { AlertPolicy } from "./alert-policy";
import type { Disposition } from "./disposition";
import { isWorse } from "./priority";

/** What of an alert changes in its life. Instants are epoch milliseconds on the server's clock. */
export interface AlertLife {
  phase: AlertPhase;
  priority: AlertPriority;
  raisedAt: number;
  askedAt: number;
  rung: number;
  dueAt: number | undefined;
  acknowledged: { at: number; by: UserId } | undefined;
  inHand: { at: number; by: UserId } | undefined;
  snooze: { until: number; reason: SnoozeReason } | undefined;
  endedAt: number | undefined;
}

/** The part of a unit's policy that moves an alert on. */
export type LifecycleRules = Pick<
  AlertPolicy,
  "ladder" | "inHandWithinMinutes" | "outcomeWithinMinutes" | "snoozeLimitMinutes"
>;

/** What may be done to an alert: by a person, by an assessment of the patient, or by the clock. */
export type LifecycleCommand =
  | { type: "acknowledge"; by: UserId }
  | { type: "take"; by: UserId }
  | { type: "hand-back" }
  | { type: "escalate" }
  | { type: "snooze"; minutes: number; reason: SnoozeReason }
  | { type: "end-snooze" }
  | { type: "resolve"; disposition: Disposition }
  | { type: "reopen" }
  | { type: "change-priority"; priority: AlertPriority }
  | { type: "recover" }
  | { type: "supersede"; by: AlertId }
  | { type: "expire"; why: ExpiryReason }
  /** `dueAt` has come. */
  | { type: "elapse" };

/** Why a command changes nothing. */
export type LifecycleRefusal =
  | "ended" // or, for reopening, not resolved
  | "done-already"
  | "not-asked" // there is nothing to hand back, no snooze to end, nothing due
  | "snooze-too-long"
  | "ladder-climbed"
  | "too-late";

export type Advance =
  | { ok: true; life: AlertLife; step: AlertStep; details?: AlertStepDetails }
  | { ok: false; why: LifecycleRefusal };

/** A slip of the finger is seen at once; what ended longer ago is history, and a new alert may stand in its place. */
export const REOPEN_WITHIN_MS = 10 * MS_PER_MINUTE;

const ENDED: ReadonlySet<AlertPhase> = new Set(["resolved", "superseded", "expired"]);
export const isEnded = ({ phase }: Pick<AlertLife, "phase">): boolean => ENDED.has(phase);

/** An alert as it begins: asking, at the foot of the ladder. */
export function beginLife(priority: AlertPriority, at: number, rules: LifecycleRules): AlertLife {
  return asking({ ...NOBODY, rung: 0, raisedAt: at, endedAt: undefined }, priority, at, rules);
}

/**
 * The state machine of an alert: what a command makes of it at an instant, or why it makes nothing.
 *
 * raised → acknowledged → in hand → resolved is the way it should go. From anywhere open it may be snoozed,
 * escalated, and ended; getting worse makes it ask again, a snooze or an answer notwithstanding. An open
 * alert always has a `dueAt`, so none can be forgotten: whoever is asked, acknowledges, or deals with it has
 * a time to get on with it, after which the next rung of the ladder is asked, and the last one again and again.
 */
export function advance(
  life: AlertLife,
  command: LifecycleCommand,
  at: number,
  rules: LifecycleRules,
): Advance {
  if (command.type === "reopen") return reopened(life, at, rules);
  if (isEnded(life)) return refused("ended");

  switch (command.type) {
    case "acknowledge":
      return acknowledged(life, command.by, at, rules);
    case "take":
      return taken(life, command.by, at, rules);
    case "hand-back":
      return life.acknowledged || life.inHand
        ? done("handed-back", asking(life, life.priority, at, rules))
        : refused("not-asked");
    case "escalate":
      return life.rung < topOf(rules)
        ? escalated(life, "by-person", at, rules)
        : refused("ladder-climbed");
    case "snooze":
      return snoozed(life, command, at, rules);
    case "end-snooze":
      return life.phase === "snoozed"
        ? done("snooze-ended", asking(life, life.priority, at, rules))
        : refused("not-asked");
    case "change-priority":
      return priorityChanged(life, command.priority, at, rules);
    case "elapse":
      return elapsed(life, at, rules);
    default:
      return ended(life, command, at);
  }
}

/** What is shown of nobody having done anything. */
const NOBODY = { acknowledged: undefined, inHand: undefined, snooze: undefined } as const;

const minutes = (count: number): number => count * MS_PER_MINUTE;
const topOf = ({ ladder }: LifecycleRules): number => ladder.length - 1;
const refused = (why: LifecycleRefusal): Advance => ({ ok: false, why });
const done = (step: AlertStep, life: AlertLife, details?: AlertStepDetails): Advance => ({
  ok: true,
  life,
  step,
  ...(details && { details }),
});

/** A policy with a shorter ladder may have come since. */
const rungOf = (rung: number, rules: LifecycleRules): number => Math.min(rung, topOf(rules));

function asking(
  life: Pick<AlertLife, "rung" | "raisedAt" | "endedAt">,
  priority: AlertPriority,
  at: number,
  rules: LifecycleRules,
): AlertLife {
  const rung = rungOf(life.rung, rules);
  const wait = rules.ladder[rung]?.waitMinutes[priority] ?? 0;
  return {
    ...{ ...life, ...NOBODY },
    ...{ phase: "raised", priority, rung, askedAt: at, dueAt: at + minutes(wait) },
  };
}

function acknowledged(life: AlertLife, by: UserId, at: number, rules: LifecycleRules): Advance {
  if (life.phase !== "raised") return refused("done-already");
  const dueAt = at + minutes(rules.inHandWithinMinutes[life.priority]);
  const acknowledgement = { acknowledged: { at, by }, dueAt };
  return done("acknowledged", { ...life, ...acknowledgement, phase: "acknowledged" });
}

/** Whoever takes an alert in hand knows of it: that is an acknowledgement too. */
function taken(life: AlertLife, by: UserId, at: number, rules: LifecycleRules): Advance {
  if (life.phase === "in-hand") return refused("done-already");
  return done("taken-in-hand", {
    ...life,
    phase: "in-hand",
    acknowledged: life.acknowledged ?? { at, by },
    inHand: { at, by },
    snooze: undefined,
    dueAt: at + minutes(rules.outcomeWithinMinutes[life.priority]),
  });
}

function snoozed(
  life: AlertLife,
  command: { minutes: number; reason: SnoozeReason },
  at: number,
  rules: LifecycleRules,
): Advance {
  const limit = rules.snoozeLimitMinutes[life.priority];
  if (life.phase === "snoozed") return refused("done-already");
  if (command.minutes < 1 || command.minutes > limit) return refused("snooze-too-long");
  const until = at + minutes(command.minutes);
  return done(
    "snoozed",
    {
      ...life,
      ...{ phase: "snoozed", snooze: { until, reason: command.reason }, dueAt: until },
    },
    { step: "snoozed", reason: command.reason, minutes: command.minutes },
  );
}

/** Worse asks anew, higher up the ladder if it had got there; better leaves what people did. */
function priorityChanged(
  life: AlertLife,
  priority: AlertPriority,
  at: number,
  rules: LifecycleRules,
): Advance {
  if (priority === life.priority) return refused("done-already");
  if (isWorse(life.priority, priority))
    return done("priority-changed", asking(life, priority, at, rules));
  const eased = { ...life, priority };
  return done("priority-changed", { ...eased, dueAt: dueAtOf(eased, rules) });
}

/** When an open alert goes on by itself, from when it came where it is. */
function dueAtOf(life: AlertLife, rules: LifecycleRules): number {
  const { priority, phase, snooze, inHand, acknowledged, askedAt } = life;
  if (phase === "snoozed" && snooze) return snooze.until;
  if (phase === "in-hand" && inHand)
    return inHand.at + minutes(rules.outcomeWithinMinutes[priority]);
  if (phase === "acknowledged" && acknowledged)
    return acknowledged.at + minutes(rules.inHandWithinMinutes[priority]);
  return askedAt + minutes(rules.ladder[rungOf(life.rung, rules)]?.waitMinutes[priority] ?? 0);
}

const WHY_DUE: Readonly<Partial<Record<AlertPhase, EscalationReason>>> = {
  raised: "unanswered",
  acknowledged: "not-in-hand",
  "in-hand": "no-outcome",
};

function elapsed(life: AlertLife, at: number, rules: LifecycleRules): Advance {
  if (life.dueAt === undefined || at < life.dueAt) return refused("not-asked");
  const why = WHY_DUE[life.phase];
  return why
    ? escalated(life, why, at, rules)
    : done("snooze-ended", asking(life, life.priority, at, rules));
}

/** Up one rung; the last is asked again, so that an alert nobody answers is never silent. */
function escalated(
  life: AlertLife,
  why: EscalationReason,
  at: number,
  rules: LifecycleRules,
): Advance {
  const to = Math.min(life.rung + 1, topOf(rules));
  return done("escalated", asking({ ...life, rung: to }, life.priority, at, rules), {
    ...{ step: "escalated", why, from: life.rung, to },
  });
}

function ended(
  life: AlertLife,
  command: Extract<LifecycleCommand, { type: "resolve" | "recover" | "supersede" | "expire" }>,
  at: number,
): Advance {
  const over = { ...life, snooze: undefined, dueAt: undefined, endedAt: at };
  switch (command.type) {
    case "resolve":
      return done(
        "resolved",
        { ...over, phase: "resolved" },
        { step: "resolved", how: "by-person", disposition: command.disposition },
      );
    case "recover":
      return done(
        "resolved",
        { ...over, phase: "resolved" },
        { step: "resolved", how: "recovered" },
      );
    case "supersede":
      return done(
        "superseded",
        { ...over, phase: "superseded" },
        { step: "superseded", by: command.by },
      );
    case "expire":
      return done("expired", { ...over, phase: "expired" }, { step: "expired", why: command.why });
  }
}

function reopened(life: AlertLife, at: number, rules: LifecycleRules): Advance {
  if (life.phase !== "resolved" || life.endedAt === undefined) return refused("ended");
  if (at - life.endedAt > REOPEN_WITHIN_MS) return refused("too-late");
  return done("reopened", asking({ ...life, endedAt: undefined }, life.priority, at, rules));
}
