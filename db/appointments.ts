import type { ScheduledAppointment } from "#models/appointments/appointment";
import type { NursedSlot } from "#models/appointments/appointment-demand";
import type { Skill } from "#models/rostering/roster-ids";
import type { UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { timestamptzArray } from "./binary-array";
import type { Queryable } from "./pool";

// Messages overtake each other: what was said earlier never takes the place of what was said later.
const SAVE_APPOINTMENT = `
  insert into appointments (sender, number, state, said_at)
  values ($1, $2, $3, $4)
      on conflict (sender, number) do update
     set state = excluded.state,
         said_at = excluded.said_at,
         changed_at = clock_timestamp()
   where excluded.said_at >= appointments.said_at
  returning number
`;

const DROP_SLOTS = "delete from appointment_slots where sender = $1 and number = $2";

const SAVE_SLOTS = `
  insert into appointment_slots (sender, number, ordinal, place, starts_at, ends_at)
  select $1, $2, ordinal, place, starts_at, ends_at
    from unnest($3::text[], $4::timestamptz[], $5::timestamptz[])
         with ordinality as slot (place, starts_at, ends_at, ordinal)
`;

/**
 * Stores the appointment as it is now; false when something later is known of it. One that ended keeps its
 * slots when the message names none: they say what was freed. A transaction is the caller's.
 */
export async function saveAppointment(
  db: Queryable,
  sender: string,
  { number, state, slots, saidAt }: ScheduledAppointment,
): Promise<boolean> {
  const { rows } = await db.query(SAVE_APPOINTMENT, [sender, number, state, saidAt]);
  if (rows.length === 0) return false;
  if (slots.length === 0) return true;
  await db.query(DROP_SLOTS, [sender, number]);
  await db.query(SAVE_SLOTS, [
    sender,
    number,
    slots.map(({ place }) => place),
    timestamptzArray(slots.map(({ startsAt }) => startsAt.getTime())),
    timestamptzArray(slots.map(({ endsAt }) => endsAt.getTime())),
  ]);
  return true;
}

const NURSED_SLOTS = `
  select place.unit_id as "unitId",
         place.nurses,
         place.skill,
         slot.starts_at as "from",
         slot.ends_at as "to"
    from appointment_slots as slot
    join appointments as appointment using (sender, number)
    join appointment_places as place using (place)
   where appointment.state = 'booked'
     and slot.starts_at < $2
     and slot.ends_at > $1
   order by slot.starts_at, slot.sender, slot.number, slot.ordinal
`;

/** What is booked in places that a unit nurses and touches the range: what `appointmentDemand` is made from. */
export async function nursedSlots(db: Queryable, { from, to }: TimeRange): Promise<NursedSlot[]> {
  type Row = Omit<NursedSlot, "skill"> & { skill: Skill | null };
  const { rows } = await db.query<Row>(NURSED_SLOTS, [from, to]);
  return rows.map(({ skill, ...slot }) => ({ ...slot, ...(skill !== null && { skill }) }));
}

const LATEST_CHANGE = `
  select greatest((select max(changed_at) from appointments),
                  (select max(changed_at) from appointment_places)) as "changedAt"
`;

/** When something was last booked, moved or taken away, or a place was given to a unit; null before the first. */
export async function latestAppointmentChange(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ changedAt: Date | null }>(LATEST_CHANGE);
  return rows[0]?.changedAt ?? null;
}

export interface AppointmentPlace {
  place: string;
  /** Null: nobody has said yet who nurses there, so what is booked in it asks for nobody. */
  nursed: { unitId: UnitId; nurses: number; skill?: Skill } | null;
  bookedSlots: number;
}

const PLACES = `
  select place,
         nursed.unit_id as "unitId",
         nursed.nurses,
         nursed.skill,
         coalesce(booked.slots, 0)::int as "bookedSlots"
    from (
      select slot.place, count(*) as slots
        from appointment_slots as slot
        join appointments as appointment using (sender, number)
       where appointment.state = 'booked'
         and slot.ends_at > $1
         and slot.place is not null
       group by slot.place
    ) as booked
    full join appointment_places as nursed using (place)
   order by nursed.unit_id is not null, place
`;

/** Every place that is nursed or booked from then on, those that nobody is set to nurse first. */
export async function appointmentPlaces(db: Queryable, from: Date): Promise<AppointmentPlace[]> {
  interface Row {
    place: string;
    unitId: UnitId | null;
    nurses: number | null;
    skill: Skill | null;
    bookedSlots: number;
  }
  const { rows } = await db.query<Row>(PLACES, [from]);
  return rows.map(({ place, unitId, nurses, skill, bookedSlots }) => ({
    place,
    bookedSlots,
    nursed:
      unitId === null || nurses === null
        ? null
        : { unitId, nurses, ...(skill !== null && { skill }) },
  }));
}

const SET_PLACE = `
  insert into appointment_places (place, unit_id, nurses, skill)
  values ($1, $2, $3, $4)
      on conflict (place) do update
     set unit_id = excluded.unit_id,
         nurses = excluded.nurses,
         skill = excluded.skill,
         changed_at = clock_timestamp()
`;

export async function setAppointmentPlace(
  db: Queryable,
  place: string,
  { unitId, nurses, skill }: { unitId: UnitId; nurses: number; skill?: Skill },
): Promise<void> {
  await db.query(SET_PLACE, [place, unitId, nurses, skill ?? null]);
}

/** Nobody nurses there any more; what is booked in it asks for nobody. */
export async function clearAppointmentPlace(db: Queryable, place: string): Promise<void> {
  await db.query("delete from appointment_places where place = $1", [place]);
}

const DROP_OLD = `
  delete from appointments as appointment
   where said_at < $1
     and not exists (
       select
         from appointment_slots as slot
        where slot.sender = appointment.sender
          and slot.number = appointment.number
          and slot.ends_at >= $1)
`;

/** Drops what is over and was not spoken of since then; answers how many appointments. */
export async function dropAppointmentsBefore(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(DROP_OLD, [before]);
  return rowCount ?? 0;
}
