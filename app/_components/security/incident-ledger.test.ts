import { describe, expect, it } from "vitest";
import { IncidentId, UserId } from "#models/shared/ids";
import type { IncidentOnWire } from "./incident-client";
import { countIncidents, freshIn, goneFrom, isAhead, takeAll, takeNews } from "./incident-ledger";

const OWNER = UserId.parse("00000000-0000-4000-8000-00000000000a");
const incident = (number: number, given: Partial<IncidentOnWire> = {}): IncidentOnWire => ({
  incidentId: IncidentId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, "0")}`),
  number,
  kind: "mass-export",
  severity: "high",
  status: "open",
  openedAt: "2026-03-01T08:00:00.000Z",
  changedAt: "2026-03-01T08:00:00.000Z",
  ownerUserId: null,
  ...given,
});

describe("what an officer's tab knows", () => {
  it("counts open incidents, those that nobody owns, and the worst", () => {
    const ledger = takeAll([
      incident(1),
      incident(2, { severity: "critical", status: "in-hand", ownerUserId: OWNER }),
    ]);
    expect(countIncidents(ledger)).toEqual({ open: 2, unowned: 1, worst: "critical" });
    expect(countIncidents(undefined)).toEqual({ open: 0, unowned: 0, worst: undefined });
  });

  it("forgets an incident that is closed", () => {
    const closed = incident(1, { status: "closed", changedAt: "2026-03-01T09:00:00.000Z" });
    expect(countIncidents(takeNews(takeAll([incident(1)]), closed)).open).toBe(0);
  });

  it("is not set back by news that comes late", () => {
    const later = incident(1, { ownerUserId: OWNER, changedAt: "2026-03-01T08:05:00.000Z" });
    const ledger = takeNews(takeNews(takeAll([]), later), incident(1));
    expect(countIncidents(ledger).unowned).toBe(0);
  });

  it("is ahead of a page that was asked for before something happened", () => {
    const page = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);
    expect(isAhead(takeAll([incident(1)]), page("07:59:59"))).toBe(true);
    expect(isAhead(takeAll([incident(1)]), page("08:00:01"))).toBe(false);
    expect(isAhead(takeAll([]), page("07:59:59"))).toBe(false);
  });

  it("holds as news what was not known, and never what was there at first", () => {
    const first = takeAll([incident(1)]);
    expect(freshIn(undefined, first)).toEqual([]);
    const second = takeNews(first, incident(2));
    expect(freshIn(first, second)).toMatchObject([{ number: 2 }]);
    expect(freshIn(second, takeNews(second, incident(2)))).toEqual([]);
  });

  it("knows which are open no longer", () => {
    const both = takeAll([incident(1), incident(2)]);
    expect(goneFrom(both, takeAll([incident(2)]))).toEqual([incident(1).incidentId]);
    expect(goneFrom(undefined, both)).toEqual([]);
  });

  it("holds as news what was opened while the tab was away", () => {
    expect(freshIn(takeAll([incident(1)]), takeAll([incident(1), incident(2)]))).toHaveLength(1);
  });
});
