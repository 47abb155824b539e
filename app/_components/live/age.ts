import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";

/** "8 s", "4 min", "3 h", "2 d": whole units, rounded down, never negative. */
export function formatAge(ageMs: number): string {
  if (ageMs < MS_PER_MINUTE) return `${Math.max(0, Math.floor(ageMs / MS_PER_SECOND))} s`;
  if (ageMs < MS_PER_HOUR) return `${Math.floor(ageMs / MS_PER_MINUTE)} min`;
  if (ageMs < MS_PER_DAY) return `${Math.floor(ageMs / MS_PER_HOUR)} h`;
  return `${Math.floor(ageMs / MS_PER_DAY)} d`;
}

/** The age of a sign on the clock of its feed, milliseconds. */
export const signAgeMs = (
  { observedAt }: { observedAt: number },
  { now, feedOffsetMs }: { now: number; feedOffsetMs: number },
): number => now + feedOffsetMs - observedAt;
