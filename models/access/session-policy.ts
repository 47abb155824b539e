import { MS_PER_SECOND } from "../shared/time-range";
import type { Role } from "./role";

/** How long a session lives: without activity, and in any case. */
export interface SessionLimits {
  idleMinutes: number;
  absoluteHours: number;
}

/**
 * At the bedside a session spans a shift of twelve hours with its handover, so that nobody is signed
 * out in the middle of an alert; who can change what others see is asked to sign in more often; who
 * reads plans at a desk is left alone for longer.
 */
export const ROLE_SESSION_LIMITS: Readonly<Record<Role, SessionLimits>> = {
  "charge-nurse": { idleMinutes: 15, absoluteHours: 12.5 },
  nurse: { idleMinutes: 15, absoluteHours: 12.5 },
  administrator: { idleMinutes: 30, absoluteHours: 10 },
  scheduler: { idleMinutes: 30, absoluteHours: 10 },
  "security-officer": { idleMinutes: 10, absoluteHours: 8 },
  "system-admin": { idleMinutes: 10, absoluteHours: 8 },
};

/** What a role is given, within what the hospital allows anybody. */
export function sessionLimitsOf(role: Role, ceiling: SessionLimits): SessionLimits {
  const own = ROLE_SESSION_LIMITS[role];
  return {
    idleMinutes: Math.min(own.idleMinutes, ceiling.idleMinutes),
    absoluteHours: Math.min(own.absoluteHours, ceiling.absoluteHours),
  };
}

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
