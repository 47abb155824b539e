import type { UnitId } from "#models/shared/ids";
import { type AlertLedger, type AlertOnWire, overtake } from "@/_components/live/alert-ledger";
import { inQueueOrder, isOpen, isUnanswered } from "@/_components/live/alert-view";

export interface QueueView {
  unanswered: readonly AlertOnWire[];
  acknowledged: readonly AlertOnWire[];
  inHand: readonly AlertOnWire[];
  snoozed: readonly AlertOnWire[];
  /** Ended, the latest end first. */
  ended: readonly AlertOnWire[];
}

/** The queue of these units: what the database had, overtaken by what the socket has told since. */
export function viewQueue(
  stored: readonly AlertOnWire[],
  ledger: AlertLedger,
  unitIds: ReadonlySet<UnitId>,
): QueueView {
  const own = overtake(stored, ledger)
    .filter(({ unitId }) => unitIds.has(unitId))
    .sort(inQueueOrder);

  return {
    unanswered: own.filter(isUnanswered),
    acknowledged: own.filter(({ phase }) => phase === "acknowledged"),
    inHand: own.filter(({ phase }) => phase === "in-hand"),
    snoozed: own.filter(({ phase }) => phase === "snoozed"),
    ended: own.filter((alert) => !isOpen(alert)).sort(byEnd),
  };
}

const byEnd = (a: AlertOnWire, b: AlertOnWire): number =>
  Date.parse(b.endedAt ?? b.raisedAt) - Date.parse(a.endedAt ?? a.raisedAt);
