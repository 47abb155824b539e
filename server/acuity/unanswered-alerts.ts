import type { Alert } from "#models/alerts/alert";
import type { AlertId, EncounterId } from "#models/shared/ids";

/** How many alerts of each patient wait for an answer, kept from what is told of them. */
export interface UnansweredAlerts {
  /** Those that are open at start; what was known before is forgotten. */
  restore(open: readonly Alert[]): void;
  /** True when the patient has more or fewer than before. */
  changed(alert: Alert): boolean;
  countOf(encounterId: EncounterId): number;
}

export function createUnansweredAlerts(): UnansweredAlerts {
  const waiting = new Map<EncounterId, Set<AlertId>>();

  function changed(alert: Alert): boolean {
    const { alertId, encounterId } = alert;
    const ofPatient = waiting.get(encounterId) ?? new Set();
    const before = ofPatient.size;
    if (alert.phase === "raised") ofPatient.add(alertId);
    else ofPatient.delete(alertId);

    if (ofPatient.size === 0) waiting.delete(encounterId);
    else waiting.set(encounterId, ofPatient);
    return ofPatient.size !== before;
  }

  return {
    restore(open) {
      waiting.clear();
      for (const alert of open) changed(alert);
    },
    changed,
    countOf: (encounterId) => waiting.get(encounterId)?.size ?? 0,
  };
}
