import type pg from "pg";
import { seededRandom } from "#models/deterioration/seeded-random";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { creditPerDay } from "#models/rostering/credited-days";
import { makeDemand } from "#models/rostering/make-demand";
import { AbsenceId, RosterId, ShiftRequestId } from "#models/rostering/roster-ids";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UnitId, UserId } from "#models/shared/ids";
import type { Queryable } from "../pool";
import { changeRosterCells, holdRoster, noteChange } from "../roster-changes";
import { keepVersion } from "../roster-history";
import { readRosterProblem } from "../roster-problem";
import { markLocked, markPublished } from "../roster-states";
import { addRoster, saveRosterDemand } from "../rosters";
import { addRequest, recordAbsence, saveStaff, type StaffMember } from "../staff";
import { inTransaction } from "../transaction";
import { demoId } from "./demo-id";
import { demoNurses } from "./demo-roster-staff";
import {
  DEMO_ROSTER_DAYS,
  type DemoPeriods,
  demoPeriods,
  demoRoster,
  demoSettings,
  rosterGroups,
} from "./demo-rosters";

const BEGINNING = `
  select exists (select from staff) as "hasStaff",
         array(select json_build_object('unitId', unit_id, 'code', code, 'name', name)
                 from units
                order by display_order, name) as units,
         array(select json_build_object('userId', user_id, 'email', email, 'name', name)
                 from users) as accounts
`;

interface Unit {
  unitId: UnitId;
  code: string;
  name: string;
}

interface Beginning {
  hasStaff: boolean;
  units: Unit[];
  accounts: { userId: UserId; email: string; name: string }[];
}

interface Seeding {
  plan: HospitalPlan;
  timeZone: string;
  now: Date;
}

/**
 * Gives the demo hospital its nurses, with leave and wishes, and for each group of units three rosters of four
 * weeks: one that was worked, one that runs and is published, and an empty draft of the next. Once: false when
 * there is staff already, and where nobody plans.
 */
export async function seedDemoRosters(pool: pg.Pool, seeding: Seeding): Promise<boolean> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<Beginning>(BEGINNING);
    const [beginning] = rows;
    if (!beginning || beginning.hasStaff) return false;
    const planner = beginning.accounts.find(({ email }) => email.startsWith("scheduler@"))?.userId;
    if (!planner) return false;

    const today = formatLocal(seeding.now, seeding.timeZone).slice(0, 10);
    const periods = demoPeriods(today);
    const staff = staffOf(seeding.plan, beginning);
    await saveStaff(db, staff);
    await addLeaveAndWishes(db, staff, { planner, periods, at: seeding.now });
    for (const codes of rosterGroups(seeding.plan)) {
      const units = beginning.units.filter(({ code }) => codes.includes(code));
      await seedRostersOf(db, { ...seeding, units, planner, periods });
    }
    return true;
  });
}

function staffOf(plan: HospitalPlan, { units, accounts }: Beginning): StaffMember[] {
  const unitIds = new Map(units.map(({ code, unitId }) => [code, unitId]));
  const users = new Map(accounts.map((account) => [account.email, account]));
  return demoNurses(plan).flatMap(({ homeUnitCode, floatUnitCodes, email, ...nurse }) => {
    const homeUnitId = unitIds.get(homeUnitCode);
    if (!homeUnitId) return [];
    const account = email === undefined ? undefined : users.get(email);
    return [
      {
        ...nurse,
        homeUnitId,
        floatUnitIds: floatUnitCodes.flatMap((code) => unitIds.get(code) ?? []),
        // Who signs in reads their own name on rosters.
        name: account?.name ?? nurse.name,
        userId: account?.userId ?? null,
        leftOn: null,
      },
    ];
  });
}

const LEAVE_DAYS = 5;

/** One in eight is on leave for some days of the weeks that run, and another one of those that come. */
async function addLeaveAndWishes(
  db: Queryable,
  staff: readonly StaffMember[],
  { planner: by, periods, at }: { planner: UserId; periods: DemoPeriods; at: Date },
): Promise<void> {
  const random = seededRandom(7);
  const someDay = (startsOn: string) =>
    dayAfter(startsOn, Math.floor(random() * (DEMO_ROSTER_DAYS - LEAVE_DAYS)));
  for (const [index, { personId, employment, contractMinutesPerWeek }] of staff.entries()) {
    if (employment !== "contract") continue;
    for (const [turn, startsOn] of [periods.current, periods.next].entries()) {
      if (index % 8 === turn + 2) {
        const fromOn = someDay(startsOn);
        await recordAbsence(db, {
          absenceId: AbsenceId.parse(demoId(`leave ${personId} ${turn}`)),
          ...{ personId, kind: "annual-leave", fromOn, toOn: dayAfter(fromOn, LEAVE_DAYS - 1) },
          ...{ creditMinutesPerDay: creditPerDay(contractMinutesPerWeek), by, at },
        });
      }
      if (index % 3 === turn)
        await addRequest(db, {
          shiftRequestId: ShiftRequestId.parse(demoId(`wish ${personId} ${turn}`)),
          ...{ personId, on: someDay(startsOn), wants: index % 4 === 0 ? "work" : "off" },
          ...{ shiftId: null, weight: 20, by },
        });
    }
  }
}

interface Group extends Seeding {
  units: readonly Unit[];
  planner: UserId;
  periods: DemoPeriods;
}

async function seedRostersOf(db: Queryable, group: Group): Promise<void> {
  const { periods } = group;
  const worked = await addPlanned(db, group, periods.worked);
  await fill(db, worked, group);
  await publish(db, worked, group);
  await lock(db, worked, group);
  const current = await addPlanned(db, group, periods.current);
  await fill(db, current, group);
  await publish(db, current, group);
  await addPlanned(db, group, periods.next);
}

async function addPlanned(
  db: Queryable,
  { plan, units, timeZone, now, planner }: Group,
  startsOn: string,
): Promise<RosterId> {
  const names = units.map(({ name }) => name).join(" and ");
  const rosterId = RosterId.parse(demoId(`roster ${names} ${startsOn}`));
  const settings = demoSettings(plan, units);
  const unitIds = units.map(({ unitId }) => unitId);
  await addRoster(db, {
    ...{ rosterId, name: names, startsOn, days: DEMO_ROSTER_DAYS, timeZone, unitIds, settings },
    ...{ by: planner, at: now },
  });
  const calendar = {
    ...{ startsOn, days: DEMO_ROSTER_DAYS, timeZone, shifts: settings.shifts },
    units: units.map(({ unitId, name }) => ({ unitId, name })),
  };
  await saveRosterDemand(db, rosterId, {
    planned: makeDemand({ demand: [] }, calendar, settings.demand),
    ...{ issuedAt: null, drawnAt: now },
  });
  return rosterId;
}

async function fill(
  db: Queryable,
  rosterId: RosterId,
  { planner: by, now: at }: Group,
): Promise<void> {
  const problem = await readRosterProblem(db, rosterId);
  if (!problem) throw new Error(`roster ${rosterId} cannot be read`);
  const cells = [...demoRoster(problem)].flatMap(([personId, line]) =>
    line.flatMap((assignment, day) => (assignment ? [{ personId, day, assignment }] : [])),
  );
  const outcome = await changeRosterCells(db, { rosterId, kind: "solve", cells, by, at });
  if (!outcome.ok) throw new Error(`roster ${rosterId} cannot be filled: ${outcome.error.reason}`);
}

async function publish(
  db: Queryable,
  rosterId: RosterId,
  { planner: by, now: at }: Group,
): Promise<void> {
  await markPublished(db, rosterId, { by, at });
  const version = await note(db, rosterId, { kind: "publish", by, at });
  await keepVersion(db, { rosterId, version, name: "Published", by, at });
}

async function lock(
  db: Queryable,
  rosterId: RosterId,
  { planner: by, now: at }: Group,
): Promise<void> {
  await markLocked(db, rosterId, { by, at });
  await note(db, rosterId, { kind: "lock", by, at });
}

async function note(
  db: Queryable,
  rosterId: RosterId,
  change: { kind: "publish" | "lock"; by: UserId; at: Date },
): Promise<number> {
  const held = await holdRoster(db, rosterId);
  if (!held) throw new Error(`roster ${rosterId} is gone`);
  return (await noteChange(db, held, change)).version;
}
