import "server-only";
import { censusUnits } from "#db/census";
import type { Queryable } from "#db/pool";
import { recentStaffingChanges } from "#db/unit-staffing";
import { type Staffing, staffingOf } from "./staffing";

export const CHANGES_AT_MOST = 100;

/** Which beds of each unit have a nurse, what is set for later, and the last changes. */
export async function readStaffing(db: Queryable, now: Date): Promise<Staffing> {
  const units = await censusUnits(db, now);
  return staffingOf(units, await recentStaffingChanges(db, CHANGES_AT_MOST), now);
}
