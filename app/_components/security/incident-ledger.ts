import type { IncidentId } from "#models/shared/ids";
import type { IncidentOnWire } from "./incident-client";

/** What this tab has been told of incidents; undefined until it has been told anything. */
export type IncidentLedger = ReadonlyMap<IncidentId, IncidentOnWire> | undefined;

const isOpen = ({ status }: IncidentOnWire): boolean => status !== "closed";

/** The open incidents as the server has them now: what is not among them was closed meanwhile. */
export const takeAll = (incidents: readonly IncidentOnWire[]): IncidentLedger =>
  new Map(incidents.map((incident) => [incident.incidentId, incident]));

export function takeNews(ledger: IncidentLedger, news: IncidentOnWire): IncidentLedger {
  const known = ledger?.get(news.incidentId);
  // Two steps told in the wrong order: the later one stands.
  if (known && known.changedAt > news.changedAt) return ledger;
  const after = new Map(ledger).set(news.incidentId, news);
  if (!isOpen(news)) after.delete(news.incidentId);
  return after;
}

/** Incidents that were not known before. What was open when the page came is not news. */
export const freshIn = (before: IncidentLedger, after: IncidentLedger): IncidentOnWire[] =>
  before
    ? [...(after ?? new Map()).values()].filter(({ incidentId }) => !before.has(incidentId))
    : [];

/** Incidents that are open no longer: a notice of one would send people to what is over. */
export const goneFrom = (before: IncidentLedger, after: IncidentLedger): IncidentId[] =>
  [...(before?.keys() ?? [])].filter((incidentId) => !after?.has(incidentId));

/** Whether a page that was asked for at that instant (epoch milliseconds) may lack some of this. */
export const isAhead = (ledger: IncidentLedger, askedAt: number): boolean =>
  [...(ledger?.values() ?? [])].some(({ changedAt }) => Date.parse(changedAt) >= askedAt);

const RANK = { critical: 0, high: 1, medium: 2 } as const;

export function countIncidents(ledger: IncidentLedger): {
  open: number;
  unowned: number;
  worst: IncidentOnWire["severity"] | undefined;
} {
  const open = [...(ledger ?? new Map<IncidentId, IncidentOnWire>()).values()];
  const [worst] = open.map(({ severity }) => severity).sort((a, b) => RANK[a] - RANK[b]);
  return {
    open: open.length,
    unowned: open.filter(({ ownerUserId }) => ownerUserId === null).length,
    worst,
  };
}
