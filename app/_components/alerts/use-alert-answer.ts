"use client";

import { notifications } from "@mantine/notifications";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import type { AlertId } from "#models/shared/ids";
import { useLive } from "../live/live-provider";

const NOT_DONE: Readonly<Record<AlertAnswer["type"], string>> = {
  acknowledge: "Not acknowledged",
  take: "Not taken in hand",
  "hand-back": "Not handed back",
  escalate: "Not escalated",
  snooze: "Not snoozed",
  "end-snooze": "The snooze was not ended",
  resolve: "Not resolved",
  reopen: "Not reopened",
};

const REASONS: Readonly<Record<string, string>> = {
  forbidden: "you may not answer alerts of this unit.",
  "not-found": "this alert no longer exists.",
  conflict: "it has ended or gone on meanwhile. Look at where it stands now.",
};
const NO_ANSWER = "the server did not answer. Try again.";

/** Does something about an alert, and says when it was not done: what is only on this screen is nothing. */
export function useAlertAnswer(): (alertId: AlertId, given: AlertAnswer) => Promise<boolean> {
  const { client } = useLive();
  return async (alertId, given) => {
    const answer = await client.answer(alertId, given);
    if (answer.ok) return true;
    const why = REASONS[answer.error.code] ?? NO_ANSWER;
    notifications.show({ color: "red", message: `${NOT_DONE[given.type]}: ${why}` });
    return false;
  };
}
