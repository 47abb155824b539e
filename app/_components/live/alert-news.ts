import type { AlertOnWire } from "./alert-ledger";
import { describeReason, PRIORITY_MARKS } from "./alert-view";

const NAMED_AT_MOST = 3;

/** What to call an alert's unit; empty where there is but one to hear of. */
type NameUnit = (alert: AlertOnWire) => string;

/** One sentence for the alerts that have just asked; empty when there is none. */
export function describeNews(fresh: readonly AlertOnWire[], unitCodeOf: NameUnit): string {
  if (fresh.length === 0) return "";

  const named = fresh
    .slice(0, NAMED_AT_MOST)
    .map((alert) => describe(alert, unitCodeOf(alert)))
    .join("; ");
  const rest = fresh.length - NAMED_AT_MOST;
  return rest > 0 ? `New alerts: ${named}; and ${rest} more.` : `New alert: ${named}.`;
}

function describe(alert: AlertOnWire, unitCode: string): string {
  const place = [unitCode, "bed", alert.bedLabel].filter(Boolean).join(" ");
  const escalated = alert.rung > 0 ? ", escalated" : "";
  return `${PRIORITY_MARKS[alert.priority].words} priority, ${place}, ${describeReason(alert)}${escalated}`;
}
