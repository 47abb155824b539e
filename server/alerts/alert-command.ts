import { type LifeStep, lockAlertLife, moveAlert, raiseAlert, saveLifeStep } from "#db/alert-steps";
import type { UnitAlertEvent } from "#db/alerts";
import type { Queryable } from "#db/pool";
import type { Alert, AlertReason } from "#models/alerts/alert";
import {
  advance,
  type AlertLife,
  type LifecycleCommand,
  type LifecycleRules,
} from "#models/alerts/alert-lifecycle";
import type { AlertId, BedId, UnitId } from "#models/shared/ids";

/** A step decided but not yet stored. Each may be stored twice without harm. */
export type AlertCommand =
  | { type: "raise"; alert: Alert; assessedAt: number }
  | {
      type: "advance";
      alertId: AlertId;
      command: LifecycleCommand;
      at: Date;
      /** What the alert rests on now. */
      assessed?: { reason: AlertReason; assessedAt: number };
    }
  | { type: "move"; alertId: AlertId; from: UnitId; to: UnitId; bedId: BedId; at: Date };

export type RulesOfUnit = (unitId: UnitId) => LifecycleRules;

/** The alerts as they are stored, for as long as one transaction lasts. */
export interface AlertRows {
  /** Undefined when one of the same cause is open already, or this one was stored before. */
  raise(alert: Alert, assessedAt: number): Promise<UnitAlertEvent | undefined>;
  lock(alertId: AlertId): Promise<{ unitId: UnitId; life: AlertLife } | undefined>;
  save(step: LifeStep): Promise<UnitAlertEvent | undefined>;
  move(move: Omit<Extract<AlertCommand, { type: "move" }>, "type">): Promise<UnitAlertEvent[]>;
}

export const alertRows = (client: Queryable): AlertRows => ({
  raise: (alert, assessedAt) => raiseAlert(client, alert, assessedAt),
  lock: (alertId) => lockAlertLife(client, alertId),
  save: (step) => saveLifeStep(client, step),
  move: (move) => moveAlert(client, move),
});

/** The steps this made; none when it was stored before, or the alert has gone on meanwhile. */
export async function applyAlertCommand(
  rows: AlertRows,
  command: AlertCommand,
  rulesOf: RulesOfUnit,
): Promise<UnitAlertEvent[]> {
  switch (command.type) {
    case "raise":
      return present(await rows.raise(command.alert, command.assessedAt));
    case "move":
      return rows.move(command);
    case "advance": {
      const { alertId, assessed } = command;
      const held = await rows.lock(alertId);
      if (!held) return [];
      const { unitId } = held;
      const at = Math.max(command.at.getTime(), lastTouchedAt(held.life));
      const made = advance(held.life, command.command, at, rulesOf(unitId));
      if (!made.ok) return [];
      const { life, step, details } = made;
      return present(
        await rows.save({ alertId, unitId, life, step, details, at: new Date(at), assessed }),
      );
    }
  }
}

/** A step that waited for the database comes after what people have done meanwhile, and counts from then. */
const lastTouchedAt = ({ askedAt, acknowledged, inHand }: AlertLife): number =>
  Math.max(askedAt, acknowledged?.at ?? 0, inHand?.at ?? 0);

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
