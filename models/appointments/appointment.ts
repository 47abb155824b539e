/**
 * Where an appointment stands. Cancelled: by agreement; deleted: it was never meant (the wrong patient, booked
 * twice); missed: nobody came. All three leave the place free.
 */
export const APPOINTMENT_STATES = ["booked", "cancelled", "deleted", "missed"] as const;
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/** A time in a place that an appointment takes: a theatre, a treatment room. */
export interface AppointmentSlot {
  /** As the scheduling system names it, point of care and room: `THEATRE 2`. Null: it names none. */
  place: string | null;
  startsAt: Date;
  endsAt: Date;
}

/**
 * An appointment as its scheduling system says it is now. Of the patient nothing is kept: who is needed where
 * and when does not depend on it.
 */
export interface ScheduledAppointment {
  /** The number that the scheduling system knows it by, with that of its occurrence if it repeats. */
  number: string;
  state: AppointmentState;
  /** Empty where the message about its end no longer says when it would have been. */
  slots: readonly AppointmentSlot[];
  /** By the scheduling system's clock: what is older than what is known changes nothing. */
  saidAt: Date;
}
