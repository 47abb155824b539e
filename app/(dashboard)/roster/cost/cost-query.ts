import { z } from "zod";
import type { RosterRow } from "#db/rosters";
import type { DateRange } from "#models/rostering/period-cost";
import { dayAfter } from "#models/shared/calendar-date";
import { err, ok, type Result } from "#models/shared/result";

/** As an address asks for it. */
export interface CostQuery {
  roster?: string | undefined;
  from?: string | undefined;
  /** The last day, included. */
  to?: string | undefined;
}

/** Which rosters, and which of their days. */
export interface CostChoice {
  rosters: readonly RosterRow[];
  period: DateRange;
  /** The one that was asked for by itself. */
  roster?: RosterRow;
}

/** A year, a leap one too. */
const LONGEST_PERIOD_DAYS = 366;

const CalendarDate = z.iso.date();

/**
 * One roster, or all that are published of a period. Nothing asked for: the last whole month where there is
 * one published of it, else those that run today, else the latest roster. The error is in words.
 */
export function chooseCost(
  query: CostQuery,
  { rosters, today }: { rosters: readonly RosterRow[]; today: string },
): Result<CostChoice, string> {
  if (query.roster !== undefined) {
    const roster = rosters.find(({ rosterId }) => rosterId === query.roster);
    return roster ? ok(ofRoster(roster)) : err("There is no such roster. Choose one of the list.");
  }
  if (query.from === undefined && query.to === undefined) return ok(usual(rosters, today));

  const from = CalendarDate.safeParse(query.from);
  const last = CalendarDate.safeParse(query.to);
  if (!from.success || !last.success)
    return err("A period needs its first and its last day, each as 2026-11-30.");
  if (last.data < from.data) return err("The period ends before it begins. Swap its days.");
  const period = { from: from.data, to: dayAfter(last.data, 1) };
  if (dayAfter(period.from, LONGEST_PERIOD_DAYS) < period.to)
    return err("A period is a year long at most. Choose a later first day.");
  return ok({ rosters: publishedIn(rosters, period), period });
}

const ofRoster = (roster: RosterRow): CostChoice => ({
  ...{ roster, rosters: [roster] },
  period: { from: roster.startsOn, to: dayAfter(roster.startsOn, roster.days) },
});

function usual(rosters: readonly RosterRow[], today: string): CostChoice {
  const [lastMonth] = monthsBefore(today, 1);
  const ofMonth = lastMonth ? publishedIn(rosters, lastMonth) : [];
  if (lastMonth && ofMonth.length > 0) return { rosters: ofMonth, period: lastMonth };
  const running = publishedIn(rosters, { from: today, to: dayAfter(today, 1) });
  const [first] = running;
  if (first) {
    const { from, to } = ofRoster(first).period;
    return { rosters: publishedIn(rosters, { from, to }), period: { from, to } };
  }
  const [latest] = rosters;
  return latest
    ? ofRoster(latest)
    : { rosters: [], period: lastMonth ?? { from: today, to: today } };
}

const publishedIn = (rosters: readonly RosterRow[], { from, to }: DateRange): RosterRow[] =>
  rosters.filter(
    ({ state, startsOn, days }) =>
      state !== "draft" && startsOn < to && dayAfter(startsOn, days) > from,
  );

/** The whole months before the one of a date, the latest first. */
export function monthsBefore(today: string, count: number): DateRange[] {
  const months: DateRange[] = [];
  let to = `${today.slice(0, 7)}-01`;
  for (let at = 0; at < count; at += 1) {
    const from = `${dayAfter(to, -1).slice(0, 7)}-01`;
    months.push({ from, to });
    to = from;
  }
  return months;
}

/** The query of an address that asks for the same again. */
export const queryOf = ({ roster, period }: Pick<CostChoice, "roster" | "period">): string =>
  roster ? `?roster=${roster.rosterId}` : `?from=${period.from}&to=${dayAfter(period.to, -1)}`;
