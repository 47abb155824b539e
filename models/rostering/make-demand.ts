import { QUANTILE_LEVELS } from "../census/census-quantiles";
import { atLevel, type NurseDemand } from "../nurse-demand/nurse-demand";
import { weekdayOf } from "../shared/calendar-date";
import type { UnitId } from "../shared/ids";
import { MS_PER_DAY } from "../shared/time-range";
import { leadingShifts, ownPeriods } from "./leading-shifts";
import { type ShiftId, Skill } from "./roster-ids";
import type { RosterProblem, ShiftDemand } from "./roster-problem";

/** How the nurses that a forecast asks for become the demand of a roster. */
export interface DemandOptions {
  /** With which probability the target is enough, at each hour: one of `QUANTILE_LEVELS`, or the next above. */
  serviceLevel: number;
  /** So many above the target cost nothing. */
  spare: number;
  price: ShiftDemand["price"];
  /** Shifts that take over from each other and share the demand; absent: the fewest that cover the day. */
  shiftIds?: readonly ShiftId[];
  /** What is planned for where there is no forecast; absent, or not in it: the typical week. */
  plan?: readonly StaffingPlanRow[];
}

/** What a shift's demand rests on. `typical-week`: beyond the forecast. `plan`: the staffing plan that was given. */
export type DemandOrigin = "forecast" | "typical-week" | "plan";

export interface PlannedDemand {
  demand: ShiftDemand;
  origin: DemandOrigin;
  /**
   * Nurses, by `QUANTILE_LEVELS`: the interval of a coverage row. Undefined beyond the forecast: how uncertain
   * it is there nobody has said.
   */
  quantiles: readonly number[] | undefined;
}

/** People that a unit plans for on a weekday (0 is Monday) where there is no forecast. */
export interface StaffingPlanRow {
  unitId: UnitId;
  shiftId: ShiftId;
  weekday: number;
  minimum: number;
  target: number;
}

export type DemandCalendar = Pick<
  RosterProblem,
  "startsOn" | "days" | "timeZone" | "shifts" | "units"
>;

/** Nurses that one shift of a unit asks for. */
interface Needed {
  minimum: number;
  quantiles: readonly number[];
}

/**
 * Demand of each shift of each unit and day of the roster. Each instant belongs to the shift that took over
 * last; a shift asks for the most that the forecast asks for at any instant that is its own, whatever shifts
 * the forecast was cut into. Where the forecast does not reach over all of it, the plan counts, and else the
 * typical week: the median of the forecast's days of that weekday, or of all its days. Of a unit with neither
 * forecast nor plan there is nothing in it.
 */
export function makeDemand(
  issue: { demand: readonly NurseDemand[] },
  calendar: DemandCalendar,
  options: DemandOptions,
): PlannedDemand[] {
  const leading = leadingShifts(calendar.shifts, options.shiftIds);
  const periods = ownPeriods(calendar, leading, daysTogether(issue.demand, calendar));
  const weekday = (day: number) => (weekdayOf(calendar.startsOn) + ((day % 7) + 7)) % 7;
  return calendar.units.flatMap(({ unitId }) => {
    const rows = issue.demand.filter((row) => row.unitId === unitId);
    const skills = rows.length > 0 ? [...new Set(rows.map(({ skill }) => skill))] : [undefined];
    return skills.flatMap((skill) => {
      const ofSkill = rows.filter((row) => row.skill === skill);
      const known = periods.map((period) => neededIn(ofSkill, period));
      return periods.flatMap(({ day, shift }, at): PlannedDemand[] => {
        const { shiftId } = shift;
        const place = { unitId, day, shiftId, ...(skill && { skill: Skill.parse(skill) }) };
        const needed = known[at];
        if (day < 0 || day >= calendar.days) return [];
        if (needed) return [planned(place, needed, "forecast", options)];
        const row = skill === undefined ? planRow(options, place, weekday(day)) : undefined;
        if (row) return [withPlan(place, row, options)];
        const alike = periods.flatMap((other, index) => {
          const of = known[index];
          return of && other.shift.shiftId === shiftId ? [{ weekday: weekday(other.day), of }] : [];
        });
        const sameDay = alike.filter((each) => each.weekday === weekday(day));
        const typical = medianOf((sameDay.length > 0 ? sameDay : alike).map(({ of }) => of));
        return typical ? [planned(place, typical, "typical-week", options)] : [];
      });
    });
  });
}

/** The days of the roster and those of the forecast, which may be long before it. */
function daysTogether(
  demand: readonly NurseDemand[],
  { startsOn, days }: DemandCalendar,
): { fromDay: number; toDay: number } {
  const dayOf = (at: Date) => Math.floor((at.getTime() - Date.parse(startsOn)) / MS_PER_DAY);
  const reached = demand.flatMap(({ startsAt, endsAt }) => [
    dayOf(startsAt) - 1,
    dayOf(endsAt) + 2,
  ]);
  return {
    fromDay: reached.reduce((first, day) => Math.min(first, day), 0),
    toDay: reached.reduce((last, day) => Math.max(last, day), days),
  };
}

type PlaceOfDemand = Pick<ShiftDemand, "unitId" | "day" | "shiftId" | "skill">;

/** The most at any instant of the period; undefined where the rows leave some of it out. */
function neededIn(
  rows: readonly NurseDemand[],
  { startAt, endAt }: { startAt: number; endAt: number },
): Needed | undefined {
  const within = rows
    .filter((row) => row.startsAt.getTime() < endAt && row.endsAt.getTime() > startAt)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  let reached = startAt;
  for (const { startsAt, endsAt } of within) {
    if (startsAt.getTime() > reached) return undefined;
    reached = Math.max(reached, endsAt.getTime());
  }
  if (reached < endAt) return undefined;
  return {
    minimum: Math.max(...within.map(({ minimum }) => minimum)),
    quantiles: QUANTILE_LEVELS.map((_, level) =>
      Math.max(...within.map(({ quantiles }) => quantiles[level] ?? 0)),
    ),
  };
}

function planned(
  place: PlaceOfDemand,
  { minimum, quantiles }: Needed,
  origin: "forecast" | "typical-week",
  { serviceLevel, spare, price }: DemandOptions,
): PlannedDemand {
  const target = Math.max(minimum, atLevel(quantiles, serviceLevel));
  return {
    origin,
    quantiles: origin === "forecast" ? quantiles : undefined,
    demand: { ...place, minimum, target, maximum: target + spare, price },
  };
}

const planRow = ({ plan }: DemandOptions, place: PlaceOfDemand, weekday: number) =>
  plan?.find(
    (row) =>
      row.unitId === place.unitId && row.shiftId === place.shiftId && row.weekday === weekday,
  );

const withPlan = (
  place: PlaceOfDemand,
  { minimum, target }: StaffingPlanRow,
  { spare, price }: DemandOptions,
): PlannedDemand => ({
  ...{ origin: "plan", quantiles: undefined },
  demand: {
    ...place,
    ...{ minimum, target: Math.max(minimum, target), price },
    maximum: Math.max(minimum, target) + spare,
  },
});

/** Of each number for itself; of two the higher one, as fewer nurses are the greater harm. */
function medianOf(all: readonly Needed[]): Needed | undefined {
  if (all.length === 0) return undefined;
  const middle = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    minimum: middle(all.map(({ minimum }) => minimum)),
    quantiles: QUANTILE_LEVELS.map((_, level) =>
      middle(all.map(({ quantiles }) => quantiles[level] ?? 0)),
    ),
  };
}
