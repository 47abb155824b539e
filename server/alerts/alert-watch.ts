import type { AnsweredCause } from "#db/alerts";
import type { Alert, AlertCause, AlertEvent, AlertReason } from "#models/alerts/alert";
import { isOpen, reviewCause } from "#models/alerts/alert-causes";
import { type AlertFinding, type AssessedPatient, findingsOf } from "#models/alerts/alert-finding";
import { beginLife } from "#models/alerts/alert-lifecycle";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import {
  type AlertChange,
  quietAfter,
  quietOf,
  type WatchedCause,
} from "#models/alerts/alert-review";
import { AlertId, type BedId, type EncounterId, type UnitId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { AlertCommand } from "./alert-command";

/** Where the patient lies: what an alert says besides its reason. */
export interface AlertPlace {
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
}

/** Applies each unit's alert policy to each assessment, with what is open kept in memory. */
export interface AlertWatch {
  /**
   * The alerts that are open at start, and what was answered before: `endedAt` on the feed's clock. How long
   * an alert has been better is not stored: it counts anew.
   */
  restore(open: readonly Alert[], answered: readonly AnsweredCause[]): void;
  assessed(place: AlertPlace, assessment: AssessedPatient): void;
  moved(place: AlertPlace, from: UnitId): void;
  /** The patient is no longer in a bed: nobody can answer the alert at the bedside. */
  left(encounterId: EncounterId): void;
  /** What was stored of an alert, by whomever: one that a person ended stays quiet for a while. */
  stepped(event: AlertEvent): void;
  /** Ends the alerts whose cause has not been assessed for too long. */
  sweep(): void;
  /**
   * Makes what is watched agree with what is stored, in case a command was given up: an alert that never came
   * to be is raised by the next finding, and one that is still open is watched again. Only while nothing waits.
   */
  agreeWith(stored: Iterable<Alert>): void;
  /** Steps that will never be stored: what nobody was told of is raised by the next finding. */
  gaveUp(commands: readonly AlertCommand[]): void;
  /** Encounters with an open alert. */
  encounters(): EncounterId[];
}

export interface AlertWatchOptions {
  submit: (command: AlertCommand) => void;
  policyOf: (unitId: UnitId) => AlertPolicy;
  now: () => Date;
  newId: () => string;
}

interface Watched {
  cause: WatchedCause;
  /** Of the open alert. */
  alertId: AlertId | undefined;
  unitId: UnitId;
  /** Epoch milliseconds on our clock, and the feed's then; of what was only read from the store it is not known. */
  assessedAt: number;
  feedAt: number | undefined;
}

export function createAlertWatch({ submit, policyOf, now, newId }: AlertWatchOptions): AlertWatch {
  const watched = new Map<EncounterId, Map<AlertCause, Watched>>();

  function keep(encounterId: EncounterId, cause: AlertCause, entry: Watched | undefined): void {
    const causes = watched.get(encounterId);
    if (entry) {
      if (causes) causes.set(cause, entry);
      else watched.set(encounterId, new Map([[cause, entry]]));
    } else if (causes?.delete(cause) && causes.size === 0) watched.delete(encounterId);
  }

  function review(place: AlertPlace, finding: AlertFinding, policy: AlertPolicy): void {
    const { encounterId, unitId } = place;
    const { cause } = finding.reason;
    const causes = watched.get(encounterId);
    const before = causes?.get(cause);
    const { watched: after, change } = reviewCause((of) => causes?.get(of)?.cause, finding, policy);
    if (!before && !after) return; // almost always
    const alertId =
      change?.step === "raised"
        ? AlertId.parse(newId())
        : isOpen(after)
          ? before?.alertId
          : undefined;

    const entry = after && { cause: after, alertId, unitId, ...clocks(finding.at) };
    keep(encounterId, cause, entry);
    const changed = alertId ?? before?.alertId;
    if (!change || !changed) return;
    if (change.step !== "superseded") return submit(toCommand(place, changed, change, policy));
    const by = causes?.get("early-warning-score")?.alertId;
    if (by) {
      const command = { type: "supersede", by } as const;
      submit({ type: "advance", alertId: changed, command, at: now() });
    }
  }

  /** Of one not assessed since the start the feed's clock is not known: it is taken to be ours. */
  const feedNow = ({ feedAt, assessedAt }: Pick<Watched, "feedAt" | "assessedAt">): number =>
    feedAt === undefined ? now().getTime() : feedAt + (now().getTime() - assessedAt);

  const clocks = (feedAt?: number) => ({ assessedAt: now().getTime(), feedAt });

  function toCommand(
    place: AlertPlace,
    alertId: AlertId,
    change: AlertChange,
    policy: AlertPolicy,
  ): AlertCommand {
    const at = now();
    if (change.step === "recovered")
      return { type: "advance", alertId, command: { type: "recover" }, at };
    const { priority, reason, at: assessedAt } = change;
    if (change.step === "raised") {
      const life = beginLife(priority, at.getTime(), policy);
      return { type: "raise", alert: toAlert(place, alertId, reason, life), assessedAt };
    }
    return {
      ...{ type: "advance", alertId, command: { type: "change-priority", priority } },
      ...{ at, assessed: { reason, assessedAt } },
    };
  }

  function keepOpen({ alertId, encounterId, unitId, priority, reason }: Alert): void {
    const known = watched.get(encounterId)?.get(reason.cause);
    const { assessedAt, feedAt } = known ?? clocks();
    const cause = { state: "open", priority, reason, better: undefined } as const;
    keep(encounterId, reason.cause, { cause, alertId, unitId, assessedAt, feedAt });
  }

  return {
    restore(open, answered) {
      watched.clear();
      for (const { encounterId, unitId, cause, priority, disposition, endedAt } of answered) {
        const quiet = quietAfter(priority, disposition, endedAt.getTime(), policyOf(unitId));
        keep(
          encounterId,
          cause,
          quiet && { cause: quiet, alertId: undefined, unitId, ...clocks() },
        );
      }
      open.forEach(keepOpen);
    },
    // Not assessed is not better: an alert stays while nothing is known.
    assessed(place, assessment) {
      const policy = policyOf(place.unitId);
      for (const finding of findingsOf(assessment, policy)) review(place, finding, policy);
    },
    moved({ encounterId, unitId, bedId }, from) {
      for (const entry of watched.get(encounterId)?.values() ?? []) {
        entry.unitId = unitId;
        const { alertId } = entry;
        if (alertId) submit({ type: "move", alertId, from, to: unitId, bedId, at: now() });
      }
    },
    left(encounterId) {
      for (const [cause, entry] of watched.get(encounterId) ?? []) {
        // An answer is about the patient, who may come back: it stays until its time is over.
        const quiet = quietOf(entry.cause, feedNow(entry));
        keep(encounterId, cause, quiet && { ...entry, cause: quiet, alertId: undefined });
        if (!entry.alertId) continue;
        const command = { type: "expire", why: "left-bed" } as const;
        submit({ type: "advance", alertId: entry.alertId, command, at: now() });
      }
    },
    stepped({ step, alert, details }) {
      const { encounterId, alertId, unitId, priority, reason } = alert;
      const entry = watched.get(encounterId)?.get(reason.cause);
      if (step === "reopened") keepOpen(alert);
      // Another may be open by now: of that one nobody has said anything.
      const isOther = entry?.alertId !== undefined && entry.alertId !== alertId;
      if (isOther || details?.step !== "resolved" || !details.disposition) return;
      const of = entry ?? { unitId, ...clocks() };
      const cause = quietAfter(priority, details.disposition, feedNow(of), policyOf(unitId));
      keep(encounterId, reason.cause, cause && { ...of, cause, alertId: undefined });
    },
    sweep() {
      for (const [encounterId, causes] of watched) {
        for (const [cause, entry] of causes) {
          const { alertId, unitId, assessedAt } = entry;
          const patienceMs = policyOf(unitId).expiryHours * MS_PER_HOUR;
          if (now().getTime() - assessedAt <= patienceMs) continue;
          const quiet = quietOf(entry.cause, feedNow(entry));
          keep(encounterId, cause, quiet && { ...entry, cause: quiet });
          if (!alertId) continue;
          const command = { type: "expire", why: "not-measured" } as const;
          submit({ type: "advance", alertId, command, at: now() });
        }
      }
    },
    agreeWith(stored) {
      const open = new Map([...stored].map((alert) => [alert.alertId, alert]));
      for (const [encounterId, causes] of watched)
        for (const [cause, { alertId }] of causes)
          if (alertId && !open.has(alertId)) keep(encounterId, cause, undefined);
      for (const alert of open.values()) {
        const known = watched.get(alert.encounterId)?.get(alert.reason.cause);
        const watchedAt = isOpen(known?.cause) ? known.cause.priority : undefined;
        const isSame = known?.alertId === alert.alertId && watchedAt === alert.priority;
        if (!isSame) keepOpen(alert);
      }
    },
    gaveUp(commands) {
      for (const command of commands) {
        if (command.type !== "raise") continue;
        const { alertId, encounterId, reason } = command.alert;
        const entry = watched.get(encounterId)?.get(reason.cause);
        // Another that is open came later, and has a step of its own.
        const isOther = entry?.alertId !== undefined && entry.alertId !== alertId;
        if (!isOther) keep(encounterId, reason.cause, undefined);
      }
    },
    encounters: () =>
      [...watched].filter(([, causes]) => [...causes.values()].some(hasAlert)).map(([id]) => id),
  };
}

const hasAlert = ({ alertId }: Watched): boolean => alertId !== undefined;

function toAlert(
  place: AlertPlace,
  alertId: AlertId,
  reason: AlertReason,
  life: ReturnType<typeof beginLife>,
): Alert {
  const { phase, priority, rung, raisedAt, askedAt, dueAt } = life;
  return {
    ...place,
    ...{ alertId, priority, reason, phase, rung },
    raisedAt: new Date(raisedAt),
    askedAt: new Date(askedAt),
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
  };
}
