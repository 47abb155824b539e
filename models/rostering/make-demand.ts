import type { NurseDemand } from "../nurse-demand/nurse-demand";
import type { RosterProblem, ShiftDemand } from "./roster-problem";

/** How the nurses that a forecast asks for become the demand of a roster. */
export interface DemandOptions {
  /** With which probability the target is enough, at each hour: one of `QUANTILE_LEVELS`, or the next above. */
  serviceLevel: number;
  /** So many above the target cost nothing. */
  spare: number;
  price: ShiftDemand["price"];
}

/** What a shift's demand rests on. `typical-week`: beyond the forecast. `plan`: the staffing plan that was given. */
export type DemandOrigin = "forecast" | "typical-week" | "plan";

export interface PlannedDemand {
  demand: ShiftDemand;
  origin: DemandOrigin;
  /** Nurses, by `QUANTILE_LEVELS`: the interval of a coverage row. Undefined of a plan. */
  quantiles: readonly number[] | undefined;
}

/** People that a unit plans for on a weekday (0 is Monday) where there is no forecast. */
export interface StaffingPlanRow {
  unitId: ShiftDemand["unitId"];
  shiftId: ShiftDemand["shiftId"];
  weekday: number;
  minimum: number;
  target: number;
}

export type DemandCalendar = Pick<
  RosterProblem,
  "startsOn" | "days" | "timeZone" | "shifts" | "units"
>;

/** Demand of each shift of each unit and day of the roster. */
export function makeDemand(
  issue: { demand: readonly NurseDemand[] },
  calendar: DemandCalendar,
  options: DemandOptions & { plan?: readonly StaffingPlanRow[] },
): PlannedDemand[] {
  throw new Error(`not yet: ${issue.demand.length} ${calendar.days} ${options.serviceLevel}`);
}
