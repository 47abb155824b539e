"use client";

import { notifications } from "@mantine/notifications";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { isWorse } from "#models/alerts/priority";
import type { SeenAlert } from "../live/live-client";
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
const WORSE = "It has become worse meanwhile: look again.";
const NO_ANSWER = "the server did not answer. Try again.";

/** Does something about an alert, and says when it was not done: what is only on this screen is nothing. */
export function useAlertAnswer(): (seen: SeenAlert, given: AlertAnswer) => Promise<boolean> {
  const { client, store } = useLive();
  return async (seen, given) => {
    const answer = await client.answer(seen, given);
    if (answer.ok) return true;
    // What made it worse was told before the refusal.
    const now = store.state().ledger.alerts.get(seen.alertId);
    const isOvertaken = answer.error.code === "conflict" && isWorse(seen.priority, now?.priority);
    const why = isOvertaken ? `. ${WORSE}` : `: ${REASONS[answer.error.code] ?? NO_ANSWER}`;
    notifications.show({ color: "red", message: `${NOT_DONE[given.type]}${why}` });
    return false;
  };
}
