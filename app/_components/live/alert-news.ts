import type { AlertOnWire } from "./alert-ledger";
import { describeReason, PRIORITY_MARKS } from "./alert-view";

const NAMED_AT_MOST = 3;

/** One sentence for the alerts that have just asked; empty when there is none. */
export function describeNews(fresh: readonly AlertOnWire[]): string {
  if (fresh.length === 0) return "";

  const named = fresh.slice(0, NAMED_AT_MOST).map(describe).join("; ");
  const rest = fresh.length - NAMED_AT_MOST;
  return rest > 0 ? `New alerts: ${named}; and ${rest} more.` : `New alert: ${named}.`;
}

function describe(alert: AlertOnWire): string {
  const escalated = alert.rung > 0 ? ", escalated" : "";
  return `${PRIORITY_MARKS[alert.priority].words} priority, bed ${alert.bedLabel}, ${describeReason(alert)}${escalated}`;
}
