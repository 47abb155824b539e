import type { BedWaits } from "#db/bed-waits";
import type { CensusUnit, HourlyCensus } from "#db/census";
import type { EscalationNow, EscalationStretch } from "#db/escalation";
import type { WeeklyFluAdmissions } from "#db/flu-admissions";
import type { NurseDemandIssue } from "#db/nurse-demand";
import type { FanPoint, Outlook } from "#models/census/outlook";
import type { RosterGaps } from "#models/realtime/roster";
import { type ForecastAge } from "#models/forecasts/forecast-age";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, type TimeRange } from "#models/shared/time-range";
import type { TimeFormat } from "@/_lib/format-time";
import { ago } from "@/_lib/format-time";

/** How the hospital stands at an instant, as it was known then. */
export interface Situation {
  at: Date;
  /** As it was at the end of a day that is over: some things are kept for the present alone. */
  isPast: boolean;
  units: readonly CensusUnit[];
  /** The hours of the last 24, or of the day that is over; by unit, then in the order of time. */
  hours: readonly HourlyCensus[];
  during: TimeRange;
  /** Undefined: nobody asks for beds on the board, so nobody knows who waits. */
  waits: BedWaits | undefined;
  /** Discharges that somebody expects until midnight, by unit; undefined when that is not known. */
  expectedToday: ReadonlyMap<UnitId, number> | undefined;
  outlook: Outlook | undefined;
  /** Made afterwards, from what was known at its time. */
  isHindcast: boolean;
  ages: readonly ForecastAge[];
  escalation: EscalationNow | EscalationStretch | undefined;
  nurses: NurseDemandIssue | undefined;
  /** Shifts that published rosters leave short; undefined: of a past day, or never looked at. */
  rosterGaps: RosterGaps | undefined;
  fluCounted: readonly WeeklyFluAdmissions[];
  fluExpected: readonly { general: FanPoint; intensive: FanPoint }[];
}

/** Counted hourly: one that failed may be made up for. */
const COUNT_OLD_AFTER_MS = 2 * MS_PER_HOUR;
/** Looked at each minute. */
const LEVEL_OLD_AFTER_MS = MS_PER_HOUR / 20;

/** A unit's newest hour of those. */
export const newestOf = (
  hours: readonly HourlyCensus[],
  unitId: UnitId,
): HourlyCensus | undefined => hours.findLast((hour) => hour.unitId === unitId);

/** Hours that a whole count of `during` has: those of whose end it is the count. */
export const hoursOf = ({ from, to }: TimeRange): number =>
  Math.floor(to.getTime() / MS_PER_HOUR) - Math.floor(from.getTime() / MS_PER_HOUR);

/** What is old, missing or made up: to be read before the figures. */
export function staleNotes(situation: Situation, time: TimeFormat): string[] {
  const { at, units, hours, during, isPast, escalation, ages, isHindcast } = situation;
  const notes: string[] = [];
  const old = units.filter(({ unitId }) => {
    const newest = newestOf(hours, unitId);
    return !newest || at.getTime() - newest.hour.getTime() > COUNT_OLD_AFTER_MS;
  });
  if (old.length > 0)
    notes.push(
      `Beds not counted in the last two hours: ${old.map(({ name }) => name).join(", ")}.`,
    );
  const wanted = hoursOf(during);
  const gaps = units.filter(
    ({ unitId }) => hours.filter((hour) => hour.unitId === unitId).length < wanted,
  );
  if (gaps.length > 0)
    notes.push(
      `Movements are not whole, for hours were not counted: ${gaps.map(({ name }) => name).join(", ")}.`,
    );
  if (hours.some(({ source }) => source === "made-up"))
    notes.push("Some of these hours are the demo hospital’s made-up past.");
  for (const { title, issuedAt, isStale } of ages)
    if (isStale)
      notes.push(
        issuedAt
          ? `Forecast “${title}” is old: issued ${time.dayAndClock(issuedAt)}, ${ago(issuedAt, at)}.`
          : `Forecast “${title}” was never issued.`,
      );
  if (isHindcast)
    notes.push("The bed forecast was made afterwards, from what was known at its time.");
  if (!isPast && escalation && "lookedAt" in escalation) {
    const { lookedAt } = escalation;
    if (at.getTime() - lookedAt.getTime() > LEVEL_OLD_AFTER_MS)
      notes.push(`The escalation level was last looked at ${ago(lookedAt, at)}.`);
  }
  if (isPast)
    notes.push(
      "Of a past day expected discharges are not kept, and the reasons of the escalation level are those with which it began.",
    );
  notes.push(...rosterNotes(situation, time));
  return notes;
}

/** Looked at each minute. */
const GAPS_OLD_AFTER_MS = MS_PER_HOUR / 12;

function rosterNotes({ isPast, rosterGaps, units, at }: Situation, time: TimeFormat): string[] {
  if (isPast) return ["Of a past day roster gaps are not kept."];
  if (!rosterGaps) return ["Roster gaps are not known: they have not been looked at yet."];
  const { lookedAt, unknownUnitIds } = rosterGaps;
  const unknown = units.filter(({ unitId }) => unknownUnitIds.includes(unitId));
  return [
    ...(at.getTime() - lookedAt > GAPS_OLD_AFTER_MS
      ? [`Roster gaps were last looked at ${time.dayAndClock(new Date(lookedAt))}.`]
      : []),
    ...(unknown.length > 0
      ? [
          `Roster gaps are not known of ${unknown.map(({ name }) => name).join(", ")}: nothing says what they need.`,
        ]
      : []),
  ];
}
