import { expect, it } from "vitest";
import { Assignment } from "#models/rostering/roster";
import { PersonId } from "#models/rostering/roster-ids";
import { RosterShift } from "#models/rostering/roster-problem";
import { UnitId } from "#models/shared/ids";
import { rosterLines } from "./roster-lines";

const unitId = UnitId.parse("00000000-0000-4000-8000-0000000000aa");
const [ana, bo] = ["1", "2"].map((end) =>
  PersonId.parse(`00000000-0000-4000-8000-00000000000${end}`),
) as [PersonId, PersonId];
const night = RosterShift.parse({
  ...{ shiftId: "night", name: "Night", code: "N", from: "19:00", to: "07:00" },
  ...{ unpaidBreakMinutes: 30, isNight: true },
});
const assignment = Assignment.parse({ shiftId: "night", unitId });
const about = { grade: "registered", employment: "contract" } as const;

it("has a line for each shift, by day and name, and none for a day off", () => {
  const cells = [
    { personId: bo, day: 2, assignment, isPinned: false },
    { personId: ana, day: 2, assignment, isPinned: true },
    { personId: bo, day: 0, assignment, isPinned: false },
    { personId: ana, day: 1, assignment: null, isPinned: true },
  ];
  const lines = [
    ...rosterLines(cells, {
      roster: { startsOn: "2026-12-30", units: [{ unitId, code: "4A", name: "Medicine 4A" }] },
      people: [
        { personId: bo, name: "Bo, =SUM(A1)", ...about },
        { personId: ana, name: "Ana", ...about },
      ],
      shifts: [night],
    }),
  ];
  expect(lines.map((line) => line.trim())).toEqual([
    "date,person,name,grade,employment,unit,shift,code,from,to,pinned",
    `2026-12-30,${bo},"Bo, =SUM(A1)",registered,contract,4A,Night,N,19:00,07:00,`,
    `2027-01-01,${ana},Ana,registered,contract,4A,Night,N,19:00,07:00,yes`,
    `2027-01-01,${bo},"Bo, =SUM(A1)",registered,contract,4A,Night,N,19:00,07:00,`,
  ]);
});
