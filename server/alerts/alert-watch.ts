import type { Alert, AlertCause } from "#models/alerts/alert";
import {
  findingFromRisk,
  findingFromScore,
  isWorse,
  reviewAlert,
  type AlertChange,
  type AlertFinding,
  type WatchedAlert,
} from "#models/alerts/alert-policy";
import type { LiveRisk, LiveScore } from "#models/realtime/board";
import { AlertId, type BedId, type EncounterId, type UnitId } from "#models/shared/ids";
import type { AlertCommand } from "./alert-command";

/** Where the patient lies: what an alert says besides its reason. */
export interface AlertPlace {
  encounterId: EncounterId;
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
}

/** Applies the alert policy to each assessment, with what is open kept in memory. */
export interface AlertWatch {
  /** The alerts that are open at start. How long they have been better is not stored: it counts anew. */
  restore(alerts: readonly Alert[]): void;
  assessed(
    place: AlertPlace,
    assessment: { score: LiveScore | undefined; risk: LiveRisk | undefined },
  ): void;
  moved(place: AlertPlace, from: UnitId): void;
  /** The patient is no longer in a bed: nobody can answer the alert at the bedside. */
  left(encounterId: EncounterId): void;
  /** Encounters with an open alert. */
  encounters(): EncounterId[];
}

export interface AlertWatchOptions {
  submit: (command: AlertCommand) => void;
  now: () => Date;
  newId: () => string;
}

interface OpenAlert extends WatchedAlert {
  alertId: AlertId;
}

export function createAlertWatch({ submit, now, newId }: AlertWatchOptions): AlertWatch {
  const open = new Map<EncounterId, Map<AlertCause, OpenAlert>>();

  const openOf = (encounterId: EncounterId): Map<AlertCause, OpenAlert> => {
    const known = open.get(encounterId);
    if (known) return known;
    const none = new Map<AlertCause, OpenAlert>();
    open.set(encounterId, none);
    return none;
  };

  function review(place: AlertPlace, finding: AlertFinding): void {
    const { cause } = finding.reason;
    const before = open.get(place.encounterId)?.get(cause);
    if (!before && !finding.priority) return; // almost always
    const { watched, change } = reviewAlert(before, finding);
    const alertId = before?.alertId ?? AlertId.parse(newId());

    if (watched) openOf(place.encounterId).set(cause, { ...watched, alertId });
    else openOf(place.encounterId).delete(cause);
    if (change) submit(toCommand(place, alertId, change, before));
  }

  function toCommand(
    place: AlertPlace,
    alertId: AlertId,
    change: AlertChange,
    before: OpenAlert | undefined,
  ): AlertCommand {
    if (change.step === "resolved") return { type: "resolve", alertId, at: now() };
    const { priority, reason, at: assessedAt } = change;
    if (change.step === "raised" || !before) {
      const alert = { ...place, alertId, priority, reason, raisedAt: now() };
      return { type: "raise", alert, assessedAt };
    }
    const asksAgain = isWorse(before.priority, priority);
    return {
      type: "change",
      change: { alertId, priority, reason, assessedAt, isWorse: asksAgain, at: now() },
    };
  }

  return {
    restore(alerts) {
      open.clear();
      for (const { alertId, encounterId, priority, reason } of alerts) {
        openOf(encounterId).set(reason.cause, { alertId, priority, reason, better: undefined });
      }
    },
    // Not assessed is not better: an alert stays while nothing is known.
    assessed(place, { score, risk }) {
      if (score) review(place, findingFromScore(score));
      if (risk) review(place, findingFromRisk(risk));
    },
    moved({ encounterId, unitId, bedId }, from) {
      for (const { alertId } of open.get(encounterId)?.values() ?? []) {
        submit({ type: "move", alertId, from, to: unitId, bedId, at: now() });
      }
    },
    left(encounterId) {
      for (const { alertId } of open.get(encounterId)?.values() ?? []) {
        submit({ type: "resolve", alertId, at: now() });
      }
      open.delete(encounterId);
    },
    encounters: () => [...open.keys()],
  };
}
