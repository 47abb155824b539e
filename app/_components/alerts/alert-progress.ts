import type { AlertPhase } from "#models/alerts/alert";
import { SNOOZE_WORDS } from "#models/alerts/alert-words";
import { DISPOSITIONS } from "#models/alerts/disposition";
import { ESCALATION_TITLES } from "#models/alerts/escalation";
import { MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import { countdown, type TimeFormat } from "@/_lib/format-time";
import type { AlertOnWire } from "../live/alert-ledger";
import type { AlertRules } from "./alert-rules";

type Ladder = AlertRules["ladder"];

const titleAt = (ladder: Ladder, rung: number): string => {
  const step = ladder[Math.min(rung, ladder.length - 1)];
  return step ? ESCALATION_TITLES[step.role] : "Somebody else";
};

/** Who is asked when it goes up a rung; undefined at the top. */
export const nextRung = (alert: AlertOnWire, { ladder }: AlertRules): Ladder[number] | undefined =>
  ladder[alert.rung + 1];

/** What goes on by itself if nobody does anything, and is counted down to. */
export function whatIsDue(alert: AlertOnWire, { ladder }: AlertRules): string {
  if (alert.phase === "snoozed") return "asks again in";
  const isTop = alert.rung >= ladder.length - 1;
  const who = titleAt(ladder, alert.rung + 1);
  return isTop ? `${who} asked again in` : `${who} asked in`;
}

/** "4:05" to the second below an hour, "1 h 20 min" above. */
export function formatLeft(leftMs: number): string {
  if (leftMs <= 0) return "a moment";
  if (leftMs < MS_PER_HOUR) return countdown(leftMs / MS_PER_SECOND);
  const minutes = Math.ceil(leftMs / MS_PER_MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const nameOf = (name: string | undefined): string => name ?? "a colleague";

/** Where an alert stands: who has it, since when, or how it ended. Empty for one that is new. */
export function describePhase(
  alert: AlertOnWire,
  time: TimeFormat,
  rules: AlertRules | undefined,
): string {
  const at = (instant: string | undefined) => (instant ? time.clock(Date.parse(instant)) : "?");
  switch (alert.phase) {
    case "raised":
      return alert.rung === 0
        ? ""
        : `Escalated to ${rules ? titleAt(rules.ladder, alert.rung).toLowerCase() : "others"} ${at(alert.askedAt)}`;
    case "acknowledged":
      return `✓ ${nameOf(alert.acknowledgedBy)}, ${at(alert.acknowledgedAt)}`;
    case "in-hand":
      return `In hand: ${nameOf(alert.inHandBy)}, ${at(alert.inHandAt)}`;
    case "snoozed": {
      const why = alert.snoozeReason ? `: ${SNOOZE_WORDS[alert.snoozeReason]}` : "";
      return `Snoozed until ${at(alert.snoozedUntil)}${why}`;
    }
    case "resolved":
    case "superseded":
    case "expired":
      return describeEnd(alert, at(alert.endedAt));
  }
}

/** The same in the room that a bed's card has. */
export function describePhaseBriefly(alert: AlertOnWire, time: TimeFormat): string {
  switch (alert.phase) {
    case "acknowledged":
      return `✓ ${nameOf(alert.acknowledgedBy)}`;
    case "in-hand":
      return `In hand: ${nameOf(alert.inHandBy)}`;
    case "snoozed":
      return `Snooze ${alert.snoozedUntil ? time.clock(Date.parse(alert.snoozedUntil)) : "?"}`;
    default:
      return alert.rung > 0 ? "escalated" : "";
  }
}

function describeEnd(alert: AlertOnWire, endedAt: string): string {
  const parts = [
    `${alert.phase === "resolved" ? "Resolved" : "Ended"} ${endedAt}`,
    WHY_ENDED[alert.phase],
    alert.disposition && DISPOSITIONS[alert.disposition].short,
    alert.acknowledgedAt
      ? `✓ ${nameOf(alert.acknowledgedBy)}, ${alert.inHandBy ? "dealt with" : "acknowledged"}`
      : "never acknowledged",
  ];
  return parts.filter(Boolean).join(", ");
}

const WHY_ENDED: Readonly<Partial<Record<AlertPhase, string>>> = {
  superseded: "taken over by another alert",
  expired: "patient away or not measured",
};
