import { expect, it } from "vitest";
import { SiteId, UnitId } from "#models/shared/ids";
import { timeFormat } from "@/_lib/format-time";
import { staffingOf } from "./staffing";
import { staffingLines } from "./staffing-lines";

const time = timeFormat("Europe/London");
const NOW = new Date("2026-07-01T11:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const unitId = UnitId.parse("00000000-0000-4000-8000-000000000001");
const UNIT = {
  ...{ unitId, siteId: SiteId.parse("50000000-0000-4000-8000-000000000000"), code: "R3" },
  ...{ name: "Respiratory R3", kind: "ward" as const, staffedBeds: 20, licensedBeds: 24 },
};
const change = (staffedBeds: number, validFrom: Date, changedByName: string | null = null) => ({
  ...{ unitId, unitName: UNIT.name, staffedBeds, validFrom, changedAt: NOW, changedByName },
});
const staffing = staffingOf(
  [UNIT],
  [change(22, inDays(7), "Noor Halvorsen"), change(18, inDays(2)), change(20, inDays(-1))],
  NOW,
);

it("gives each unit a line with what is set for later, the soonest first", () => {
  const [soon, later] = [inDays(2), inDays(7)].map((at) => time.dateAndClock(at));
  const [head, line, ...others] = staffingLines("units", staffing, time);
  expect(head).toBe("unit,staffed_beds,licensed_beds,planned\r\n");
  expect(line).toContain("Respiratory R3,20,24,");
  expect(line).toContain(`18 from ${soon}; 22 from ${later}`);
  expect(line).not.toContain("20 from");
  expect(others).toEqual([]);
});

it("gives each change a line with who made it, in the hospital's time", () => {
  const lines = staffingLines("changes", staffing, time);
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(/^Respiratory R3,22,".*12:00",Noor Halvorsen,".*12:00"\r\n$/);
  expect(lines[2]).toContain(",The system,");
});
