import type { TimeRange } from "#models/shared/time-range";

/** A handover's address names a unit and a period, and no patient. Without a period it is the usual one. */
export function handoverHref(
  { unitCode, period }: { unitCode: string; period: TimeRange | undefined },
  path = "/handover",
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ unit: unitCode, ...more });
  if (period) {
    query.set("from", period.from.toISOString());
    query.set("to", period.to.toISOString());
  }
  return `${path}?${query}`;
}
