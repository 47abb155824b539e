import type { UnitId } from "../shared/ids";
import { MS_PER_DAY, MS_PER_SECOND } from "../shared/time-range";
import type { AlertCause, AlertPriority } from "./alert";
import type { Disposition } from "./disposition";
import type { Shift } from "./shift";

/** Alerts of one kind that were raised in one unit in one week, counted. */
export interface AlertCount {
  unitId: UnitId;
  /** Its Monday in the hospital, `2026-01-05`. */
  week: string;
  shift: Shift;
  cause: AlertCause;
  /** As it was raised; it may have risen since. */
  priority: AlertPriority;
  /** What was found, once somebody has said. */
  disposition: Disposition | null;
  alerts: number;
  /** Somebody acknowledged it or took it in hand, however late. */
  answered: number;
  /** It went up the ladder at least once. */
  escalated: number;
  expired: number;
}

export interface BedTime {
  unitId: UnitId;
  week: string;
  shift: Shift;
  /** Summed over occupied beds. */
  seconds: number;
}

/** From raising to the first acknowledgement or taking in hand. */
export interface AnswerTime {
  unitId: UnitId | null;
  week: string | null;
  shift: Shift | null;
  priority: AlertPriority | null;
  alerts: number;
  answered: number;
  /** Of those that ended unanswered nobody knows how long they would have waited. */
  neverAnswered: number;
  /** Open, and nobody has answered yet. */
  waiting: number;
  /** Of the answered; null when there is none. */
  medianSeconds: number | null;
  ninetiethSeconds: number | null;
}

const SECONDS_PER_DAY = MS_PER_DAY / MS_PER_SECOND;

export interface Burden {
  alerts: number;
  bedDays: number;
  /** Undefined while no bed was occupied. */
  perBedDay: number | undefined;
  answeredShare: number | undefined;
  escalatedShare: number | undefined;
  expiredShare: number | undefined;
}

/** What these alerts cost in this time in bed. */
export function burdenOf(
  counts: readonly AlertCount[],
  bedTime: readonly Pick<BedTime, "seconds">[],
): Burden {
  const sum = (key: "alerts" | "answered" | "escalated" | "expired"): number =>
    counts.reduce((total, count) => total + count[key], 0);
  const alerts = sum("alerts");
  const bedDays = bedTime.reduce((total, { seconds }) => total + seconds, 0) / SECONDS_PER_DAY;
  const share = (of: number): number | undefined => (alerts === 0 ? undefined : of / alerts);
  return {
    alerts,
    bedDays,
    perBedDay: bedDays === 0 ? undefined : alerts / bedDays,
    answeredShare: share(sum("answered")),
    escalatedShare: share(sum("escalated")),
    expiredShare: share(sum("expired")),
  };
}

const SHIFTS_PER_DAY = 2;

/** Alerts for each occupied bed in twelve hours of a shift; undefined while no bed was occupied. */
export function perBedShift(
  counts: readonly AlertCount[],
  bedTime: readonly Pick<BedTime, "seconds">[],
): number | undefined {
  const { perBedDay } = burdenOf(counts, bedTime);
  return perBedDay === undefined ? undefined : perBedDay / SHIFTS_PER_DAY;
}

/** The Mondays of the weeks up to and with the one of that Monday, the oldest first. */
export function weeksUpTo(monday: string, count: number): string[] {
  const last = Date.parse(`${monday}T00:00:00Z`);
  return Array.from({ length: count }, (_, at) =>
    new Date(last - (count - 1 - at) * 7 * MS_PER_DAY).toISOString().slice(0, 10),
  );
}
