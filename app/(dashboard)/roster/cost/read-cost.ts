import "server-only";
import { readRosterPay, type RosterPay } from "#db/roster-pay";
import { allRosters, type RosterRow } from "#db/rosters";
import type { LiveSession } from "#db/sessions";
import { allUnits, type Unit } from "#db/units";
import { daysOver } from "#models/rostering/days-over";
import { type CostedRoster, type PeriodCost, periodCost } from "#models/rostering/period-cost";
import { overtimeSetOf } from "#models/rostering/overtime-periods";
import { paidShifts } from "#models/rostering/roster-cost";
import { localDate } from "#models/shared/hospital-instant";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import type { CostChoice } from "./cost-query";

/** Every roster that the person may choose from, and the hospital's date. */
export const readRosters = async (
  session: LiveSession,
  now: Date,
): Promise<{ rosters: RosterRow[]; today: string }> => ({
  rosters: await asActor(session, allRosters),
  today: localDate(now, hospitalTime().timeZone),
});

export interface FoundCost {
  cost: PeriodCost;
  units: readonly Unit[];
  /** The rules that their overtime is counted by, each once. */
  overtime: readonly { title: string; about: string }[];
  /** In no sum: of people whose pay the person does not read, and of shifts that their roster no longer has. */
  unreadShifts: number;
  unknownShifts: number;
}

/** What the chosen rosters cost in the period, as the person may read it. */
export async function readCost(
  session: LiveSession,
  { rosters, period }: CostChoice,
  now: Date,
): Promise<FoundCost> {
  const { pays, units } = await asActor(session, async (db) => {
    const pays: RosterPay[] = [];
    for (const row of rosters) {
      const pay = await readRosterPay(db, row);
      if (pay) pays.push(pay);
    }
    return { pays, units: await allUnits(db) };
  });
  const costed = pays.map((pay) => costedRoster(pay, now));
  const shiftsOf = ({ now: shifts, published = [] }: CostedRoster) => [...shifts, ...published];
  const used = new Set(costed.flatMap(shiftsOf).map(({ worked }) => worked.unitId));
  const named = units.filter(({ unitId }) => used.has(unitId));
  return {
    cost: periodCost(costed, { unitIds: named.map(({ unitId }) => unitId), period }),
    units: named,
    overtime: [...new Set(pays.map(({ now: { problem } }) => overtimeSetOf(problem)))],
    unreadShifts: pays.reduce((sum, { unreadShifts }) => sum + unreadShifts, 0),
    unknownShifts: pays.reduce((sum, { unknownShifts }) => sum + unknownShifts, 0),
  };
}

const costedRoster = ({ row, now: current, published }: RosterPay, now: Date): CostedRoster => ({
  startsOn: row.startsOn,
  now: paidShifts(current.problem, current.roster),
  published: published && paidShifts(published.problem, published.roster),
  // Nobody works by a draft: all of it is a forecast.
  daysOver: row.state === "draft" ? 0 : daysOver(current.problem, now),
});
