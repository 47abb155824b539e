/**
 * Emergency arrivals counted in one hour. An hour that was not counted is left out of a history: it is unknown,
 * not an hour without a patient.
 */
export interface ArrivalHour {
  /** The top of the hour. */
  startsAt: Date;
  /** Patients who arrived in the hour. */
  arrivals: number;
  /** Measured outdoors in that hour, °C; left out where nobody measures. */
  temperatureCelsius?: number;
}

/** What is known of the days to come as well as of the past: whose clock it is, and which days are unlike others. */
export interface HospitalCalendar {
  /** IANA name. Hours of the day, weekdays and dates are those of this zone's clocks. */
  timeZone: string;
  /** By local date (`2026-12-25`): what kind of day it is, one name for days that behave alike. */
  specialDays: ReadonlyMap<string, string>;
}
