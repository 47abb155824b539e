import { describe, expect, it } from "vitest";
import { auditSearchParams, parseAuditQuery } from "./audit-query";

const ID = "9b2f4c1e-8a53-4f0e-9d27-0c8f4d1b7a60";
const parse = (params: Record<string, string | string[]>) =>
  parseAuditQuery(params, "Europe/London");

describe("a search in an address", () => {
  it("asks for everything when it says nothing", () => {
    const { filter, refused, before } = parse({ user: "", unknown: "x" });
    expect(Object.values(filter).every((value) => value === undefined)).toBe(true);
    expect({ refused, before }).toEqual({ refused: [], before: undefined });
  });

  it("is read field by field, times in the hospital's zone", () => {
    const query = parse({
      from: "2026-07-01T00:00",
      until: "2026-07-02T00:00",
      user: ID,
      action: "patient:viewed",
      outcome: "refused",
      unit: ID,
      encounter: [ID, "other"],
      address: "2001:db8::1",
      id: "9B2f",
      before: "120",
    });
    expect(query.refused).toEqual([]);
    expect(query.before).toBe(120);
    expect(query.filter).toEqual({
      from: new Date("2026-06-30T23:00:00Z"),
      until: new Date("2026-07-01T23:00:00Z"),
      userId: ID,
      actions: ["patient:viewed"],
      outcome: "refused",
      unitId: ID,
      encounterId: ID,
      address: "2001:db8::1",
      mentioning: "9B2f",
    });
  });

  it.each([
    ["user", "somebody"],
    ["action", "patient:deleted"],
    ["outcome", "perhaps"],
    ["encounter", "12"],
    ["address", "<script>"],
    ["id", "Anna Schmidt"],
    ["id", "abc"],
    ["from", "yesterday"],
    ["until", "2026-02-01"],
  ] as const)("names the field that it cannot look for: %s=%s", (field, value) => {
    expect(parse({ [field]: value }).refused).toEqual([field]);
  });

  it("does not go on from what is no record", () => {
    for (const before of ["0", "-3", "1.5", "x"]) expect(parse({ before }).before).toBeUndefined();
  });

  it("comes back as an address", () => {
    const query = parse({ user: ID, outcome: "failed", other: "x" });
    expect(auditSearchParams(query)).toBe(`user=${ID}&outcome=failed`);
    expect(auditSearchParams(query, 7)).toBe(`user=${ID}&outcome=failed&before=7`);
  });
});
