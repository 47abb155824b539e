import { EscalationRole } from "#models/alerts/escalation";
import type { ColleagueOnDuty, OnDuty } from "#models/alerts/on-duty";
import type { PersonId } from "#models/rostering/roster-ids";
import { type Grade, RosterShift } from "#models/rostering/roster-problem";
import { shiftInstants } from "#models/rostering/shift-instants";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

const SIGNED_IN = `
  select name, role, user_id as "userId"
    from staff_signed_in_accounts($1, $2)
`;

/** Those who are signed in now, for whoever sees the unit's alerts; to others, nobody. */
async function signedIn(db: Queryable, unitId: UnitId, now: Date): Promise<ColleagueOnDuty[]> {
  const { rows } = await db.query<{ name: string; role: string; userId: UserId }>(SIGNED_IN, [
    unitId,
    now,
  ]);
  // Roles of the hospital that stand on no rung are not asked.
  return rows.flatMap(({ name, role, userId }) => {
    const rung = EscalationRole.safeParse(role);
    return rung.success ? [{ name, role: rung.data, userId }] : [];
  });
}

interface RosteredRow {
  personId: PersonId;
  name: string;
  grade: Grade;
  userId: UserId | null;
  role: string | null;
  worksOn: string;
  shift: unknown;
  timeZone: string;
}

const ROSTERED = `
  select person_id as "personId",
         name,
         grade,
         user_id as "userId",
         account_role as role,
         to_char(works_on, 'YYYY-MM-DD') as "worksOn",
         shift,
         time_zone as "timeZone"
    from staff_rostered($1, $2, $3)
`;

/** Those whose shift of a published roster is on. An assistant stands on no rung. */
async function rostered(
  db: Queryable,
  unitId: UnitId,
  { now, today }: { now: Date; today: string },
): Promise<ColleagueOnDuty[]> {
  // A night that began yesterday is on until this morning.
  const range = [unitId, dayAfter(today, -1), today];
  const { rows } = await db.query<RosteredRow>(ROSTERED, range);
  return rows
    .filter((row) => row.grade !== "assistant" && isOn(row, now))
    .map((row) => ({ name: row.name, role: rungOf(row), userId: row.userId }));
}

function isOn({ worksOn, shift, timeZone }: RosteredRow, now: Date): boolean {
  const known = RosterShift.parse(shift);
  const instants = shiftInstants({ startsOn: worksOn, timeZone, shifts: [known] });
  const { startAt, endAt } = instants(known.shiftId, 0);
  return startAt <= now.getTime() && now.getTime() < endAt;
}

/** The account says which rung it is; of somebody without one, the grade. */
function rungOf({ role, grade }: Pick<RosteredRow, "role" | "grade">): EscalationRole {
  const rung = EscalationRole.safeParse(role);
  if (rung.success) return rung.data;
  return grade === "charge" ? "charge-nurse" : "nurse";
}

const HAS_ROSTER = `
  select has_published_roster($1, $2) as "hasRoster"
`;

/** By the published roster of the unit; where there is none for today, those who are signed in. */
export const onDutyNow = (
  db: Queryable,
  { now, timeZone }: { now: Date; timeZone: string },
): OnDuty => ({
  async inUnit(unitId: UnitId) {
    const today = formatLocal(now, timeZone).slice(0, 10);
    const { rows } = await db.query<{ hasRoster: boolean }>(HAS_ROSTER, [unitId, today]);
    return rows[0]?.hasRoster
      ? { source: "roster", people: await rostered(db, unitId, { now, today }) }
      : { source: "signed-in", people: await signedIn(db, unitId, now) };
  },
});
