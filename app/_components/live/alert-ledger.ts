import type { Alert, AlertEvent } from "#models/alerts/alert";
import type { UnitSnapshot } from "#models/realtime/board";
import type { Wire } from "#models/realtime/wire";
import type { AlertId, UnitId } from "#models/shared/ids";

export type AlertNews = Wire<AlertEvent>;
export type AlertOnWire = Wire<Alert>;

/** Every alert this tab knows of, and up to which step of the hospital's sequence it has been told. */
export interface AlertLedger {
  alerts: ReadonlyMap<AlertId, AlertOnWire>;
  /** The newest step known of each alert. */
  steps: ReadonlyMap<AlertId, number>;
  /** The newest step told of each unit: what to ask from after an absence. */
  toldUpTo: ReadonlyMap<UnitId, number>;
  /** Steps up to here are part of the unit's last snapshot. */
  snapshotAt: ReadonlyMap<UnitId, number>;
  /** The units of which no step can be missing: each told whole since the connection came. */
  complete: ReadonlySet<UnitId>;
}

export const EMPTY_LEDGER: AlertLedger = {
  alerts: new Map(),
  steps: new Map(),
  toldUpTo: new Map(),
  snapshotAt: new Map(),
  complete: new Set(),
};

/**
 * Takes one step of one alert; a step known already, told again after a reconnect, changes nothing.
 *
 * Known is judged alert by alert: after a reconnect the news of now comes before the steps that were
 * missed, which must still count.
 */
export function applyAlertEvent(ledger: AlertLedger, event: AlertNews): AlertLedger {
  const { alert, sequence } = event;
  const { alertId, unitId } = alert;
  if (sequence <= (ledger.snapshotAt.get(unitId) ?? 0)) return ledger;
  if (sequence <= (ledger.steps.get(alertId) ?? 0)) return ledger;

  return {
    ...ledger,
    alerts: new Map(ledger.alerts).set(alertId, alert),
    steps: new Map(ledger.steps).set(alertId, sequence),
    toldUpTo: ledger.complete.has(unitId)
      ? new Map(ledger.toldUpTo).set(unitId, Math.max(sequence, toldUpTo(ledger, unitId)))
      : ledger.toldUpTo,
  };
}

const toldUpTo = (ledger: AlertLedger, unitId: UnitId): number => ledger.toldUpTo.get(unitId) ?? 0;

/**
 * The connection is gone. What is told after it is back says nothing of what came before, until each unit has
 * been told whole again: a second loss must not make it forget what the first had kept from us.
 */
export const losingTouch = (ledger: AlertLedger): AlertLedger =>
  ledger.complete.size === 0 ? ledger : { ...ledger, complete: new Set() };

/**
 * Takes a unit's open alerts as they stand. One that is open here and not there has ended, or moved
 * to a unit that is not ours, while we were away; one of which we know a later step stays as we know it.
 */
export function applyAlertSnapshot(
  ledger: AlertLedger,
  { unitId, alerts, alertSequence }: Pick<UnitSnapshot, "unitId" | "alerts" | "alertSequence">,
): AlertLedger {
  const isNewer = (alertId: AlertId) => (ledger.steps.get(alertId) ?? 0) > alertSequence;
  const kept = [...ledger.alerts].filter(
    ([alertId, alert]) =>
      alert.unitId !== unitId || alert.endedAt !== undefined || isNewer(alertId),
  );
  const taken = alerts.filter((alert) => !isNewer(alert.alertId));
  const told = Math.max(alertSequence, toldUpTo(ledger, unitId));

  return {
    alerts: new Map([...kept, ...taken.map((alert) => [alert.alertId, alert] as const)]),
    steps: new Map([
      ...ledger.steps,
      ...taken.map((alert) => [alert.alertId, alertSequence] as const),
    ]),
    toldUpTo: new Map(ledger.toldUpTo).set(unitId, told),
    snapshotAt: new Map(ledger.snapshotAt).set(unitId, alertSequence),
    complete: new Set(ledger.complete).add(unitId),
  };
}

/**
 * What a page had from the database when it was drawn, overtaken by what the socket has told since. An
 * alert that is open there, and not known here although its unit has answered, ended between the two.
 */
export function overtake(
  stored: readonly AlertOnWire[],
  { alerts, snapshotAt }: AlertLedger,
): readonly AlertOnWire[] {
  const standing = stored.filter(
    ({ endedAt, unitId }) => endedAt !== undefined || !snapshotAt.has(unitId),
  );
  const known = [...standing, ...alerts.values()];
  return [...new Map(known.map((alert) => [alert.alertId, alert])).values()];
}

/** Whether each of these units has told its alerts: until then nobody must be told that there are none. */
export const haveTold = ({ snapshotAt }: AlertLedger, unitIds: readonly UnitId[]): boolean =>
  unitIds.every((unitId) => snapshotAt.has(unitId));

/** Forgets the alerts of units that are no longer this person's. */
export function keepUnits(ledger: AlertLedger, unitIds: ReadonlySet<UnitId>): AlertLedger {
  const isKept = ([unitId]: readonly [UnitId, number]) => unitIds.has(unitId);
  return {
    alerts: new Map([...ledger.alerts].filter(([, alert]) => unitIds.has(alert.unitId))),
    steps: ledger.steps,
    toldUpTo: new Map([...ledger.toldUpTo].filter(isKept)),
    snapshotAt: new Map([...ledger.snapshotAt].filter(isKept)),
    complete: new Set([...ledger.complete].filter((unitId) => unitIds.has(unitId))),
  };
}
