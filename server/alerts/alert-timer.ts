import type { Alert } from "#models/alerts/alert";
import type { AlertId } from "#models/shared/ids";
import type { AlertCommand } from "./alert-command";

/**
 * Moves alerts on whose time has come: up the ladder, or out of a snooze. The time is stored with the alert,
 * so one that came while the server was away is made up for at the first look.
 */
export interface AlertTimer {
  look(): void;
}

export interface AlertTimerOptions {
  open: () => Iterable<Alert>;
  submit: (command: AlertCommand) => void;
  /** Nothing that was submitted still waits: what is due all the same was given up, and is asked for again. */
  isSettled: () => boolean;
  now: () => Date;
}

export function createAlertTimer({ open, submit, isSettled, now }: AlertTimerOptions): AlertTimer {
  // While the database is away the same alert stays due: it is submitted once for each time it is due.
  const submitted = new Map<AlertId, number>();

  return {
    look() {
      const at = now();
      const isOpen = new Set<AlertId>();
      if (isSettled()) submitted.clear();
      for (const { alertId, dueAt } of open()) {
        isOpen.add(alertId);
        const due = dueAt?.getTime();
        if (due === undefined || due > at.getTime() || submitted.get(alertId) === due) continue;
        submitted.set(alertId, due);
        submit({ type: "advance", alertId, command: { type: "elapse" }, at });
      }
      for (const alertId of submitted.keys()) if (!isOpen.has(alertId)) submitted.delete(alertId);
    },
  };
}
