import type { Alert, AlertCause, AlertEvent, AlertReason } from "#models/alerts/alert";
import {
  type AlertFinding,
  type AssessedPatient,
  COVERED_BY_SCORE,
  findingsOf,
} from "#models/alerts/alert-finding";
import { beginLife } from "#models/alerts/alert-lifecycle";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import {
  type AlertChange,
  quietAfter,
  reviewFinding,
  type WatchedCause,
} from "#models/alerts/alert-review";
import { isWorse } from "#models/alerts/priority";
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
  /** The alerts that are open at start. How long they have been better is not stored: it counts anew. */
  restore(alerts: readonly Alert[]): void;
  assessed(place: AlertPlace, assessment: AssessedPatient): void;
  moved(place: AlertPlace, from: UnitId): void;
  /** The patient is no longer in a bed: nobody can answer the alert at the bedside. */
  left(encounterId: EncounterId): void;
  /** What was stored of an alert, by whomever: one that a person ended stays quiet for a while. */
  stepped(event: AlertEvent): void;
  /** Ends the alerts whose cause has not been assessed for too long. */
  sweep(): void;
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
  /** Epoch milliseconds on our clock, and the feed's then. */
  assessedAt: number;
  feedAt: number;
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
    const before = watched.get(encounterId)?.get(cause);
    if (!before && !finding.priority) return; // almost always
    const { watched: after, change } = reviewFinding(before?.cause, finding, policy);
    const alertId =
      change?.step === "raised"
        ? AlertId.parse(newId())
        : isOpen(after)
          ? before?.alertId
          : undefined;

    const entry = after && { cause: after, alertId, unitId, ...clocks(finding.at) };
    keep(encounterId, cause, entry);
    const changed = alertId ?? before?.alertId;
    if (change && changed) submit(toCommand(place, changed, change, policy));
  }

  const clocks = (feedAt: number) => ({ assessedAt: now().getTime(), feedAt });

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

  /** A rise or a single sign says nothing that a score of the same priority does not say: one alert is enough. */
  function isCovered({ encounterId }: AlertPlace, finding: AlertFinding): boolean {
    if (!COVERED_BY_SCORE.has(finding.reason.cause)) return false;
    const score = watched.get(encounterId)?.get("early-warning-score");
    if (!isOpen(score?.cause) || !score?.alertId) return false;
    const narrow = watched.get(encounterId)?.get(finding.reason.cause);
    const asked = isOpen(narrow?.cause) ? narrow.cause.priority : finding.priority;
    if (isWorse(score.cause.priority, finding.priority) || isWorse(score.cause.priority, asked))
      return false;
    if (narrow?.alertId) {
      const command = { type: "supersede", by: score.alertId } as const;
      submit({ type: "advance", alertId: narrow.alertId, command, at: now() });
    }
    keep(encounterId, finding.reason.cause, undefined);
    return true;
  }

  return {
    restore(alerts) {
      watched.clear();
      for (const { alertId, encounterId, unitId, priority, reason } of alerts) {
        const cause = { state: "open", priority, reason, better: undefined } as const;
        keep(encounterId, reason.cause, { cause, alertId, unitId, ...clocks(0) });
      }
    },
    // Not assessed is not better: an alert stays while nothing is known.
    assessed(place, assessment) {
      const policy = policyOf(place.unitId);
      for (const finding of findingsOf(assessment, policy))
        if (!isCovered(place, finding)) review(place, finding, policy);
    },
    moved({ encounterId, unitId, bedId }, from) {
      for (const entry of watched.get(encounterId)?.values() ?? []) {
        entry.unitId = unitId;
        const { alertId } = entry;
        if (alertId) submit({ type: "move", alertId, from, to: unitId, bedId, at: now() });
      }
    },
    left(encounterId) {
      for (const { alertId } of watched.get(encounterId)?.values() ?? []) {
        if (!alertId) continue;
        const command = { type: "expire", why: "left-bed" } as const;
        submit({ type: "advance", alertId, command, at: now() });
      }
      watched.delete(encounterId);
    },
    stepped({ step, alert, details }) {
      const { encounterId, alertId, unitId, priority, reason } = alert;
      const entry = watched.get(encounterId)?.get(reason.cause);
      if (step === "reopened") {
        const cause = { state: "open", priority, reason, better: undefined } as const;
        const clock = entry ? { assessedAt: entry.assessedAt, feedAt: entry.feedAt } : clocks(0);
        keep(encounterId, reason.cause, { cause, alertId, unitId, ...clock });
      }
      if (entry?.alertId !== alertId || details?.step !== "resolved") return;
      const how = details.disposition ?? details.how;
      if (how === "by-person" || how === "recovered") return;
      const cause = quietAfter(priority, how, entry.feedAt, policyOf(unitId));
      keep(encounterId, reason.cause, cause && { ...entry, cause, alertId: undefined });
    },
    sweep() {
      for (const [encounterId, causes] of watched) {
        for (const [cause, { alertId, unitId, assessedAt }] of causes) {
          const patienceMs = policyOf(unitId).expiryHours * MS_PER_HOUR;
          if (now().getTime() - assessedAt <= patienceMs) continue;
          keep(encounterId, cause, undefined);
          if (!alertId) continue;
          const command = { type: "expire", why: "not-measured" } as const;
          submit({ type: "advance", alertId, command, at: now() });
        }
      }
    },
    encounters: () =>
      [...watched].filter(([, causes]) => [...causes.values()].some(hasAlert)).map(([id]) => id),
  };
}

const hasAlert = ({ alertId }: Watched): boolean => alertId !== undefined;

const isOpen = (
  cause: WatchedCause | undefined,
): cause is Extract<WatchedCause, { state: "open" }> => cause?.state === "open";

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
