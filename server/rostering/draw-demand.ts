import type pg from "pg";
import { latestAppointmentChange, nursedSlots } from "#db/appointments";
import { newestNurseDemand, type NurseDemandIssue } from "#db/nurse-demand";
import {
  allRosters,
  findRoster,
  rosterDemand,
  type RosterRow,
  rosterSettings,
  saveRosterDemand,
} from "#db/rosters";
import { withAppointments } from "#models/appointments/with-appointments";
import { makeDemand } from "#models/rostering/make-demand";
import { rosterDayAt } from "#models/rostering/roster-day";
import type { RosterId } from "#models/rostering/roster-ids";
import { MS_PER_DAY, type TimeRange } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/**
 * Draws what a roster has to cover from the newest demand of nurses, at the roster's service level; beyond the
 * forecast and without one, by its plan; on top what is booked in places that its units nurse. Days that are
 * over keep what was drawn for them. True when it is another than before.
 */
export async function drawRosterDemand(
  db: pg.Pool,
  rosterId: RosterId,
  at: Date,
): Promise<boolean> {
  const row = await findRoster(db, rosterId);
  return row ? draw(db, row, { at, issue: await newestNurseDemand(db, at) }) : false;
}

async function draw(
  db: pg.Pool,
  row: RosterRow,
  { at, issue }: { at: Date; issue: NurseDemandIssue | undefined },
): Promise<boolean> {
  const { rosterId, startsOn, days, timeZone, units } = row;
  const settings = await rosterSettings(db, rosterId);
  if (!settings) return false;
  const before = await rosterDemand(db, rosterId);
  const today = rosterDayAt({ startsOn, timeZone }, at);
  const calendar = { startsOn, days, timeZone, units: [...units], shifts: settings.shifts };
  const forBeds = makeDemand({ demand: issue?.demand ?? [] }, calendar, settings.demand);
  const booked = await nursedSlots(db, rangeOf(row));
  const drawn = withAppointments(forBeds, booked, calendar, settings.demand);
  const kept = before?.planned.filter(({ demand }) => demand.day < today) ?? [];
  const over = new Set(kept.map(({ demand }) => demand.day));
  return saveRosterDemand(db, rosterId, {
    planned: [...kept, ...drawn.filter(({ demand }) => !over.has(demand.day))],
    issuedAt: issue?.issuedAt ?? null,
    drawnAt: at,
  });
}

/** Every roster that is not over and not locked is drawn again when newer demand was issued, or bookings changed. */
export const drawRosterDemands: Job = {
  name: "draw-roster-demands",
  schedule: "55 * * * * *",
  async run({ pool, now, signal }) {
    const issue = await newestNurseDemand(pool, now);
    const booked = await latestAppointmentChange(pool);
    let drawn = 0;
    for (const row of await allRosters(pool)) {
      if (signal.aborted) break;
      if (row.state === "locked" || isOver(row, now)) continue;
      const before = await rosterDemand(pool, row.rosterId);
      const isNewest =
        before &&
        before.issuedAt?.getTime() === issue?.issuedAt.getTime() &&
        !(booked && booked >= before.drawnAt);
      if (!isNewest && (await draw(pool, row, { at: now, issue }))) drawn += 1;
    }
    return drawn > 0 ? { drawn } : undefined;
  },
};

/** Wide enough for a night that begins on the last day, in any zone. */
const rangeOf = ({ startsOn, days }: RosterRow): TimeRange => {
  const from = Date.parse(`${startsOn}T00:00:00Z`) - MS_PER_DAY;
  return { from: new Date(from), to: new Date(from + (days + 3) * MS_PER_DAY) };
};

const isOver = ({ startsOn, days, timeZone }: RosterRow, at: Date): boolean =>
  rosterDayAt({ startsOn, timeZone }, at) > days;
