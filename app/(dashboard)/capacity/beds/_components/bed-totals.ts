import type { BedStateName } from "#models/beds/bed-state";
import type { BedOnBoard, BoardingPatient, UnitOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { duration } from "@/_lib/format-time";

export type StateCounts = Readonly<Record<BedStateName, number>>;

/** Of the beds as they are shown, so that a head never says something else than its tiles. */
export function countStates(beds: Iterable<BedOnBoard>): StateCounts {
  const counts: Record<BedStateName, number> = {
    occupied: 0,
    "discharge-pending": 0,
    available: 0,
    reserved: 0,
    cleaning: 0,
    blocked: 0,
  };
  for (const { state } of beds) counts[state] += 1;
  return counts;
}

/** Beds with somebody in them. */
export const occupiedOf = (counts: StateCounts): number =>
  counts.occupied + counts["discharge-pending"];

export interface HospitalTotals {
  occupied: number;
  staffed: number;
  licensed: number;
  /** Beds that somebody can have now. */
  available: number;
  dischargePending: number;
}

/** The units that these are the totals of. */
export type TotalsOf = "inpatient" | "emergency";

/** Emergency units apart: who is there has not been given a bed of the house yet. */
export function totalsOf(
  which: TotalsOf,
  { units, beds }: { units: readonly UnitOnBoard[]; beds: Iterable<BedOnBoard> },
): HospitalTotals {
  const own = units.filter(({ kind }) => (kind === "emergency") === (which === "emergency"));
  const ownIds = new Set(own.map(({ unitId }) => unitId));
  const counts = countStates([...beds].filter(({ unitId }) => ownIds.has(unitId)));
  return {
    occupied: occupiedOf(counts),
    staffed: own.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0),
    licensed: own.reduce((sum, { licensedBeds }) => sum + licensedBeds, 0),
    available: counts.available,
    dischargePending: counts["discharge-pending"],
  };
}

/** Not one patient in any bed: a hospital that has just been set up, or one whose patients are not reported. */
export const hasNobody = ({ beds }: { beds: ReadonlyMap<BedId, BedOnBoard> }): boolean =>
  beds.size > 0 && [...beds.values()].every(({ occupant }) => !occupant);

export type WaitTone = "short" | "long" | "too-long";

const LONG_WAIT_MS = 2 * MS_PER_HOUR;
/** The Joint Commission, LD.04.03.11 (2012): boarding should not exceed four hours. */
const LONGEST_GOOD_WAIT_MS = 4 * MS_PER_HOUR;

export function waitTone(waitedMs: number): WaitTone {
  if (waitedMs > LONGEST_GOOD_WAIT_MS) return "too-long";
  return waitedMs > LONG_WAIT_MS ? "long" : "short";
}

export const WAIT_WORDS: Readonly<Record<WaitTone, string>> = {
  short: "",
  long: "over 2 h",
  "too-long": "over 4 h",
};

/** "2 h 10 min": nobody counts the seconds of a wait. */
export const waitWords = (waitedMs: number): string =>
  waitedMs < MS_PER_MINUTE ? "just now" : duration(waitedMs / 1_000);

/** Since when the one who waits longest does; undefined when nobody waits. */
export const longestWaitSince = (boarding: readonly BoardingPatient[]): number | undefined =>
  boarding.length === 0 ? undefined : Math.min(...boarding.map(({ since }) => since));
