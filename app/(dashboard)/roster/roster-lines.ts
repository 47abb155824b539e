import type { RosterCellRow, RosterRow } from "#db/rosters";
import type { RosterPerson, RosterShift } from "#models/rostering/roster-problem";
import { dayAfter } from "#models/shared/calendar-date";
import { csvLine } from "@/_lib/csv-line";

const HEADER = [
  "date",
  "person",
  "name",
  "grade",
  "employment",
  "unit",
  "shift",
  "code",
  "from",
  "to",
  "pinned",
];

interface Of {
  roster: Pick<RosterRow, "startsOn" | "units">;
  people: readonly Pick<RosterPerson, "personId" | "name" | "grade" | "employment">[];
  shifts: readonly RosterShift[];
}

/** A roster as a CSV file line by line: one for each shift, by day and name. Clock times are the hospital's. */
export function* rosterLines(
  cells: readonly Pick<RosterCellRow, "personId" | "day" | "assignment" | "isPinned">[],
  { roster, people, shifts }: Of,
): Generator<string> {
  const person = new Map(people.map((each) => [each.personId, each]));
  const shift = new Map(shifts.map((each) => [each.shiftId, each]));
  const unit = new Map(roster.units.map((each) => [each.unitId, each]));
  const nameOf = ({ personId }: { personId: RosterPerson["personId"] }): string =>
    person.get(personId)?.name ?? "";
  const worked = cells.toSorted(
    (a, b) => a.day - b.day || nameOf(a).localeCompare(nameOf(b), "en"),
  );

  yield csvLine(HEADER);
  for (const { personId, day, assignment, isPinned } of worked) {
    if (!assignment) continue;
    const who = person.get(personId);
    const what = shift.get(assignment.shiftId);
    yield csvLine([
      dayAfter(roster.startsOn, day),
      personId,
      who?.name ?? "",
      who?.grade ?? "",
      who?.employment ?? "",
      unit.get(assignment.unitId)?.code ?? "",
      what?.name ?? assignment.shiftId,
      what?.code ?? "",
      what?.from ?? "",
      what?.to ?? "",
      isPinned ? "yes" : "",
    ]);
  }
}
