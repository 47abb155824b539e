import { raiseAlert, lockAlertLife, moveAlert, saveLifeStep } from "#db/alert-steps";
import type { UnitAlertEvent } from "#db/alerts";
import type { Queryable } from "#db/pool";
import type { Alert, AlertReason } from "#models/alerts/alert";
import {
  advance,
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

/** The steps this made; none when it was stored before, or the alert has gone on meanwhile. */
export async function applyAlertCommand(
  client: Queryable,
  command: AlertCommand,
  rulesOf: RulesOfUnit,
): Promise<UnitAlertEvent[]> {
  switch (command.type) {
    case "raise":
      return present(await raiseAlert(client, command.alert, command.assessedAt));
    case "move":
      return moveAlert(client, command);
    case "advance": {
      const { alertId, at, assessed } = command;
      const held = await lockAlertLife(client, alertId);
      if (!held) return [];
      const made = advance(held.life, command.command, at.getTime(), rulesOf(held.unitId));
      if (!made.ok) return [];
      const { life, step, details } = made;
      const { unitId } = held;
      return present(
        await saveLifeStep(client, { alertId, unitId, life, step, details, at, assessed }),
      );
    }
  }
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
