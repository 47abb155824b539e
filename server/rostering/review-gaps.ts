import { newestNurseDemand, type NurseDemandIssue } from "#db/nurse-demand";
import type { Queryable } from "#db/pool";
import { saveRosterGaps } from "#db/roster-gaps";
import {
  publishedRosters,
  rosterCells,
  rosterDemand,
  type RosterRow,
  rosterSettings,
} from "#db/rosters";
import { absencesBetween, staffOfUnits } from "#db/staff";
import { allUnits } from "#db/units";
import type { RosterGap, RosterGaps } from "#models/realtime/roster";
import {
  byTime,
  gapsOfRoster,
  gapsWithoutRoster,
  GAP_HOURS,
  type WorkingRoster,
} from "#models/rostering/roster-gaps";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal } from "#models/shared/hospital-instant";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, type TimeRange } from "#models/shared/time-range";
import type { Job } from "../jobs/job";

/**
 * Which shifts of the coming 72 hours published rosters leave short of what is needed, stored for pages and
 * told when it is another than before. A unit without a published roster is short of all that the forecast asks
 * for; one of which neither says anything is not known.
 */
export async function reviewRosterGaps(
  db: Queryable,
  { at, timeZone }: { at: Date; timeZone: string },
): Promise<RosterGaps> {
  const during = { from: at, to: new Date(at.getTime() + GAP_HOURS * MS_PER_HOUR) };
  const issue = await newestNurseDemand(db, at);
  const working = await workingRosters(db, during, timeZone);
  const units = await allUnits(db);
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const gaps = [
    ...working.flatMap((roster) => gapsOfRoster(roster, during)),
    ...(issue ? gapsWithoutRoster(issue.demand, { working, during, timeZone, names }) : []),
  ];
  const found: RosterGaps = {
    lookedAt: at.getTime(),
    demandIssuedAt: issue?.issuedAt.getTime() ?? null,
    gaps: byTime(gaps),
    unknownUnitIds: units.flatMap(({ unitId }) =>
      isKnown(unitId, working, issue) ? [] : [unitId],
    ),
  };
  await saveRosterGaps(db, found);
  return found;
}

const isKnown = (
  unitId: UnitId,
  working: readonly WorkingRoster[],
  issue: NurseDemandIssue | undefined,
): boolean =>
  (issue?.demand.some((demand) => demand.unitId === unitId) ?? false) ||
  working.some(({ demand }) => demand.some((each) => each.unitId === unitId));

async function workingRosters(
  db: Queryable,
  during: TimeRange,
  timeZone: string,
): Promise<WorkingRoster[]> {
  const dateOf = (instant: Date) => formatLocal(instant, timeZone).slice(0, 10);
  // A night that began yesterday is on until this morning.
  const range = { from: dayAfter(dateOf(during.from), -1), to: dayAfter(dateOf(during.to), 1) };
  const rows = await publishedRosters(db, range);
  const working: WorkingRoster[] = [];
  for (const row of rows) working.push(...(await workingRoster(db, row)));
  return working;
}

async function workingRoster(db: Queryable, row: RosterRow): Promise<WorkingRoster[]> {
  const { rosterId, startsOn, days, timeZone, units } = row;
  const settings = await rosterSettings(db, rosterId);
  if (!settings) return [];
  const people = await staffOfUnits(
    db,
    units.map(({ unitId }) => unitId),
    startsOn,
  );
  const personIds = people.map(({ personId }) => personId);
  const range = { from: startsOn, to: dayAfter(startsOn, days) };
  return [
    {
      ...{ rosterId, startsOn, days, timeZone, units, shifts: settings.shifts, people },
      demand: ((await rosterDemand(db, rosterId))?.planned ?? []).map(({ demand }) => demand),
      cells: await rosterCells(db, rosterId),
      absences: await absencesBetween(db, personIds, range),
    },
  ];
}

/** What the wire and the report list: those of the units given. */
export const gapsOfUnits = (
  gaps: RosterGaps,
  isTheirs: (unitId: UnitId) => boolean,
): RosterGaps => ({
  ...gaps,
  gaps: gaps.gaps.filter(({ unitId }: RosterGap) => isTheirs(unitId)),
  unknownUnitIds: gaps.unknownUnitIds.filter(isTheirs),
});

/** Shifts begin and forecasts are issued without anybody changing a roster. */
export const reviewRosterGapsOften = ({ timeZone }: { timeZone: string }): Job => ({
  name: "review-roster-gaps",
  schedule: "57 * * * * *",
  async run({ pool, now }) {
    await reviewRosterGaps(pool, { at: now, timeZone });
    return undefined;
  },
});
