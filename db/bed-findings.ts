import { type BedFinding, find, overriddenBy } from "#models/beds/bed-state";
import type { EncounterId, UserId } from "#models/shared/ids";
import { BED_STATUS_COLUMNS, type BedStatus, saveBedStatus, standingOf } from "./bed-statuses";
import type { Queryable } from "./pool";

const UNSETTLED = `
  select ${BED_STATUS_COLUMNS},
         stay.encounter_id as "foundOccupant"
    from bed_statuses as status
    join beds using (bed_id)
    join units using (unit_id)
    left join bed_stays as stay
      on stay.bed_id = status.bed_id
     and upper_inf(stay.during)
   where stay.encounter_id is distinct from status.occupant
     and ($2::uuid[] is null
       or stay.encounter_id = any ($2)
       or status.occupant = any ($2))
`;

const LOSE_RESERVATION = `
  update bed_reservations
     set ended_at = greatest($2, reserved_at),
         ended_by = $3,
         outcome = 'lost'
   where bed_reservation_id = $1
     and ended_at is null
`;

const SETTLE_WAITING = `
  select settle_waiting(coalesce($1::uuid[], array(
           select encounter_id from bed_requests where ended_at is null
            union
           select encounter_id from bed_reservations
            where ended_at is null and until > now() and encounter_id is not null)), $2)
`;

// Also for what is no bed's change: another name, or a unit in which somebody waits for a bed.
const ANNOUNCE = `
  select pg_notify('bed_board_changed', unit_id::text)
    from encounters
   where encounter_id = any ($1::uuid[])
     and unit_id is not null
`;

/**
 * Makes what is noted of beds follow the bed stays, which are the truth, inside the caller's transaction:
 * of the patients given, or of the whole hospital. A bed that was left waits for housekeeping where the unit
 * has it; one that somebody was put into is taken, whatever the board said of it. Nothing to settle, nothing
 * is written. `by` is null when the feed told.
 */
export async function settleBeds(
  db: Queryable,
  encounterIds: readonly EncounterId[] | undefined,
  at: Date,
  by: UserId | null = null,
): Promise<void> {
  type Row = BedStatus & { foundOccupant: EncounterId | null };
  const { rows } = await db.query<Row>(UNSETTLED, [at, encounterIds ?? null]);
  for (const { foundOccupant, ...bed } of rows) {
    const finding: BedFinding =
      foundOccupant === null
        ? { type: "found-empty", needsCleaning: bed.hasHousekeeping }
        : { type: "found-occupied", encounterId: foundOccupant };
    const before = standingOf(bed);
    const after = find(before, finding);
    // One kept for this very patient is used, and `settle_waiting` says so.
    const kept = bed.reservation;
    if (kept && !after.reservation && kept.encounterId !== foundOccupant)
      await db.query(LOSE_RESERVATION, [kept.bedReservationId, at, by]);
    await saveBedStatus(db, bed, after, {
      at,
      userId: by,
      action: finding.type,
      takenFrom: overriddenBy(before, finding),
    });
  }
  await db.query(SETTLE_WAITING, [encounterIds ?? null, by]);
  if (encounterIds) await db.query(ANNOUNCE, [encounterIds]);
}
