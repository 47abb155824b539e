import type { AlertOnWire } from "./alert-ledger";
import { describeReason, isUnanswered, PRIORITY_MARKS } from "./alert-view";

const NAMED_AT_MOST = 3;

/** One sentence for the unanswered alerts not known before; empty when there is none. */
export function describeNews(alerts: readonly AlertOnWire[], known: ReadonlySet<string>): string {
  const fresh = alerts.filter((alert) => isUnanswered(alert) && !known.has(alert.alertId));
  if (fresh.length === 0) return "";

  const named = fresh.slice(0, NAMED_AT_MOST).map(describe).join("; ");
  const rest = fresh.length - NAMED_AT_MOST;
  return rest > 0 ? `New alerts: ${named}; and ${rest} more.` : `New alert: ${named}.`;
}

const describe = (alert: AlertOnWire): string =>
  `${PRIORITY_MARKS[alert.priority].words} priority, bed ${alert.bedLabel}, ${describeReason(alert)}`;
