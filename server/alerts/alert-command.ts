import {
  changeAlertPriority,
  moveAlert,
  raiseAlert,
  resolveAlert,
  type PriorityChange,
  type UnitAlertEvent,
} from "#db/alerts";
import type { Queryable } from "#db/pool";
import type { Alert } from "#models/alerts/alert";
import type { AlertId, BedId, UnitId } from "#models/shared/ids";

/** A step decided but not yet stored. Each may be stored twice without harm. */
export type AlertCommand =
  | { type: "raise"; alert: Alert; assessedAt: number }
  | { type: "change"; change: PriorityChange }
  | { type: "resolve"; alertId: AlertId; at: Date }
  | { type: "move"; alertId: AlertId; from: UnitId; to: UnitId; bedId: BedId; at: Date };

/** The steps this made; none when it was stored before or the alert is resolved. */
export async function applyAlertCommand(
  client: Queryable,
  command: AlertCommand,
): Promise<UnitAlertEvent[]> {
  switch (command.type) {
    case "raise":
      return present(await raiseAlert(client, command.alert, command.assessedAt));
    case "change":
      return present(await changeAlertPriority(client, command.change));
    case "resolve":
      return present(await resolveAlert(client, command));
    case "move":
      return moveAlert(client, command);
  }
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
