import { describe, expect, it } from "vitest";
import type { HourlyCensus } from "#db/census";
import { ShiftId } from "#models/rostering/roster-ids";
import { SiteId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { dayRange } from "#models/respiratory-report/report-week";
import { timeFormat } from "@/_lib/format-time";
import { hoursOf, type Situation, staleNotes } from "./situation";
import { SITUATION_TABLE_LIST, SITUATION_TABLES, situationLines } from "./situation-tables";

const TIME = timeFormat("America/New_York");
const AT = new Date("2026-11-27T17:30:00Z");
const DURING = { from: new Date(AT.getTime() - 24 * MS_PER_HOUR), to: AT };
const id = (digit: number) => `018f0000-0000-7000-8000-00000000000${digit}`;
const [WARD, EMERGENCY] = [UnitId.parse(id(1)), UnitId.parse(id(2))];
const unit = (unitId: UnitId, name: string, kind: "ward" | "emergency") => ({
  ...{ unitId, siteId: SiteId.parse(id(9)), code: name, name, kind },
  ...{ licensedBeds: 28, staffedBeds: 25 },
});

const hour = (
  unitId: UnitId,
  hoursAgo: number,
  more: Partial<HourlyCensus> = {},
): HourlyCensus => ({
  hour: new Date(Date.parse("2026-11-27T17:00:00Z") - hoursAgo * MS_PER_HOUR),
  ...{ unitId, occupied: 20, staffedBeds: 25, licensedBeds: 28, boarding: 0 },
  ...{ admissions: 1, discharges: 0, transfersIn: 0, transfersOut: 0 },
  ...{ acuityCounts: null, withOpenAlert: null, source: "counted", ...more },
});
const wholeDay = (unitId: UnitId): HourlyCensus[] =>
  Array.from({ length: 24 }, (_, index) => hour(unitId, 23 - index));

const situation = (more: Partial<Situation> = {}): Situation => ({
  ...{ at: AT, isPast: false, during: DURING, waits: undefined, expectedToday: undefined },
  units: [unit(WARD, "Medicine 4A", "ward"), unit(EMERGENCY, "Emergency", "emergency")],
  hours: [...wholeDay(WARD), ...wholeDay(EMERGENCY)],
  ...{ outlook: undefined, isHindcast: false, ages: [], escalation: undefined },
  ...{ nurses: undefined, rosterGaps: undefined, fluCounted: [], fluExpected: [], ...more },
});

describe("the situation report", () => {
  it("sums the beds of every unit, and not those of some", () => {
    const whole = SITUATION_TABLES.beds(situation(), TIME).rows;
    expect(whole.at(-1)?.slice(0, 5)).toEqual(["Hospital", 40, 50, 56, 0.8]);
    const partly = SITUATION_TABLES.beds(situation({ hours: wholeDay(WARD) }), TIME).rows;
    expect(partly.at(-1)).toEqual(["Hospital", ...Array.from({ length: 6 }, () => undefined)]);
  });

  it("adds up what moved, and says where hours are missing", () => {
    const { rows } = SITUATION_TABLES.movements(situation(), TIME);
    expect(rows.at(-1)).toEqual(["Hospital", 48, 0, 0, 0, undefined]);
    expect(staleNotes(situation(), TIME).join(" ")).not.toContain("Movements are not whole");
    const gap = situation({ hours: [...wholeDay(WARD).slice(3), ...wholeDay(EMERGENCY)] });
    expect(staleNotes(gap, TIME)).toContain(
      "Movements are not whole, for hours were not counted: Medicine 4A.",
    );
  });

  it("names what is old, made up or was never there", () => {
    const hours = [
      ...wholeDay(WARD).map((each) => ({ ...each, source: "made-up" as const })),
      ...wholeDay(EMERGENCY).slice(0, 20),
    ];
    const age = {
      kind: "flu",
      title: "Flu admissions",
      issuedAt: undefined,
      isStale: true,
    } as const;
    const notes = staleNotes(situation({ hours, ages: [age] }), TIME).join(" ");
    expect(notes).toContain("not counted in the last two hours: Emergency.");
    expect(notes).toContain("made-up past");
    expect(notes).toContain("“Flu admissions” was never issued");
  });

  it("says of waits that nobody knows them rather than that there are none", () => {
    expect(SITUATION_TABLES.waits(situation(), TIME).rows).toEqual([]);
    expect(SITUATION_TABLES.waits(situation(), TIME).empty).toContain("Not known");
    const waits = { waiting: 2, longestSeconds: 5_400, placed: 0, medianSeconds: undefined };
    expect(SITUATION_TABLES.waits(situation({ waits }), TIME).rows).toEqual([[2, 1.5, 0, "–"]]);
  });

  it("expects no discharges on a day that is over", () => {
    const past = SITUATION_TABLES.movements(situation({ isPast: true }), TIME);
    expect(past.columns.map(({ name }) => name)).not.toContain("expected_discharges_today");
    const expected = new Map([[WARD, 3]]);
    const now = SITUATION_TABLES.movements(situation({ expectedToday: expected }), TIME);
    expect(now.rows.map((row) => row.at(-1))).toEqual([3, 0, 3]);
  });

  it("leaves as files with as many cells in each line as columns, unknown ones empty", () => {
    for (const name of SITUATION_TABLE_LIST) {
      const table = SITUATION_TABLES[name](situation({ hours: [] }), TIME);
      const [head = "", ...lines] = situationLines(table, TIME);
      expect(head.trim().split(",")).toHaveLength(table.columns.length);
      for (const line of lines) expect(line.split(",")).toHaveLength(table.columns.length);
    }
    const [, line] = situationLines(SITUATION_TABLES.beds(situation({ hours: [] }), TIME), TIME);
    expect(line).toBe("Medicine 4A,,,,,,\r\n");
    const [, known] = situationLines(SITUATION_TABLES.beds(situation(), TIME), TIME);
    expect(known).toBe('Medicine 4A,20,25,28,0.8,0,"27 Nov 2026, 12:00"\r\n');
  });
});

it("wants as many hours of a day as its clocks show", () => {
  for (const [day, hours] of [
    ["2026-03-08", 23],
    ["2026-11-01", 25],
    ["2026-11-02", 24],
  ] as const)
    expect(hoursOf(dayRange(day, "America/New_York"))).toBe(hours);
});

it("lists roster gaps, and does not call unknown what is full", () => {
  const notes = (more: Partial<Situation>) => staleNotes(situation(more), TIME).join(" ");
  expect(SITUATION_TABLES.gaps(situation(), TIME).empty).toContain("Not known");
  expect(notes({})).toContain("Roster gaps are not known");
  const rosterGaps = {
    ...{ lookedAt: AT.getTime(), demandIssuedAt: AT.getTime(), unknownUnitIds: [EMERGENCY] },
    gaps: [
      {
        ...{ unitId: WARD, unitName: "Medicine 4A", rosterId: null, skill: null },
        ...{ shiftId: ShiftId.parse("night"), shiftName: "Night", rostered: 0 },
        ...{ startsAt: AT.getTime(), endsAt: AT.getTime() + MS_PER_HOUR, minimum: 2, target: 3 },
        severity: "below-minimum",
      },
      {
        ...{ unitId: WARD, unitName: "Medicine 4A", rosterId: null, skill: null },
        ...{ shiftId: ShiftId.parse("long-day"), shiftName: "Long day", rostered: 0 },
        ...{ startsAt: AT.getTime() + MS_PER_HOUR, endsAt: AT.getTime() + 2 * MS_PER_HOUR },
        ...{ minimum: 3, target: 3 },
        severity: "below-minimum",
      },
    ],
  } as const;
  const { rows, empty } = SITUATION_TABLES.gaps(situation({ rosterGaps }), TIME);
  expect(rows).toEqual([
    [
      ...["Medicine 4A", AT, new Date(AT.getTime() + 2 * MS_PER_HOUR), "any nurse"],
      ...[0, 5, 6, "none published, 2 shifts"],
    ],
  ]);
  expect(empty).toContain("No shift");
  expect(notes({ rosterGaps })).toContain("not known of Emergency");
});
