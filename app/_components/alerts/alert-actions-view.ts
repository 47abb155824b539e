import { REOPEN_WITHIN_MS } from "#models/alerts/alert-lifecycle";
import type { AlertOnWire } from "../live/alert-ledger";
import { nextRung } from "./alert-progress";
import type { AlertRules } from "./alert-rules";

/** What can be pressed beside an alert, each with its key. */
export const ALERT_ACTIONS = {
  acknowledge: { label: "Acknowledge", key: "a" },
  take: { label: "Take in hand", key: "t" },
  resolve: { label: "Resolve", key: "r" },
  snooze: { label: "Snooze", key: "s" },
  "end-snooze": { label: "End snooze", key: "s" },
  escalate: { label: "Escalate", key: "e" },
  "hand-back": { label: "Hand back", key: "h" },
  reopen: { label: "Reopen", key: "o" },
} as const;
export type AlertAction = keyof typeof ALERT_ACTIONS;

/** Resolved by a slip of the finger, so lately that it may be taken back. */
export const isReopenable = ({ phase, endedAt }: AlertOnWire, now: number): boolean =>
  phase === "resolved" && now - Date.parse(endedAt ?? "") <= REOPEN_WITHIN_MS;

/** What may be done about an alert as it stands, the next step of its way first. */
export function actionsFor(
  alert: AlertOnWire,
  rules: AlertRules,
  { mayReopen }: { mayReopen: boolean },
): AlertAction[] {
  const canSnooze = rules.snoozeLimitMinutes[alert.priority] > 0;
  const mayBe = (action: AlertAction, isPossible: boolean) => (isPossible ? [action] : []);
  const snooze = mayBe("snooze", canSnooze);
  const escalate = mayBe("escalate", nextRung(alert, rules) !== undefined);

  switch (alert.phase) {
    case "raised":
      return ["acknowledge", "take", "resolve", ...snooze, ...escalate];
    case "acknowledged":
      return ["take", "resolve", ...snooze, ...escalate, "hand-back"];
    case "in-hand":
      return ["resolve", ...snooze, ...escalate, "hand-back"];
    case "snoozed":
      return ["take", "resolve", "end-snooze", ...escalate];
    case "resolved":
      return mayBe("reopen", mayReopen);
    case "superseded":
    case "expired":
      return [];
  }
}

const CHOICES_MINUTES = [5, 10, 15, 30, 60, 120, 240, 480];
const CHOICES_AT_MOST = 4;

/** How long it may be put off, the shortest first, the limit itself among them. */
export function snoozeChoices(limitMinutes: number): number[] {
  const below = CHOICES_MINUTES.filter((minutes) => minutes < limitMinutes);
  return [...below.slice(-(CHOICES_AT_MOST - 1)), limitMinutes];
}

export const minutesInWords = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
