import { MS_PER_SECOND } from "../shared/time-range";

export interface SessionTimes {
  lastSeenAt: Date;
  /** The absolute end, whatever the person does. */
  expiresAt: Date;
  idleSeconds: number;
}

export type SessionLapse = "idle" | "expired";

/** When the session ends if nothing more is done; never after its absolute end. */
export const idleAt = ({ lastSeenAt, expiresAt, idleSeconds }: SessionTimes): Date =>
  new Date(Math.min(lastSeenAt.getTime() + idleSeconds * MS_PER_SECOND, expiresAt.getTime()));

/** Why a session is over by the clock alone; undefined while it lives. */
export function lapseOf(times: SessionTimes, now: Date): SessionLapse | undefined {
  if (now >= times.expiresAt) return "expired";
  return now >= idleAt(times) ? "idle" : undefined;
}
