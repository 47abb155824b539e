import { FORECAST_HOURS, HOURLY_UNTIL } from "./census-inputs";

/** A period over which rates are taken as constant. */
export interface ForecastStep {
  fromHour: number;
  hours: number;
}

/** Days are forecast in steps of as many hours: short enough for the rhythm of an emergency department. */
const DAILY_STEP_HOURS = 3;

/** By the hour as long as the forecast is by the hour, then coarser; every full day ends a step. */
export const FORECAST_STEPS: readonly ForecastStep[] = [
  ...Array.from({ length: HOURLY_UNTIL }, (_, fromHour) => ({ fromHour, hours: 1 })),
  ...Array.from({ length: (FORECAST_HOURS - HOURLY_UNTIL) / DAILY_STEP_HOURS }, (_, index) => ({
    fromHour: HOURLY_UNTIL + DAILY_STEP_HOURS * index,
    hours: DAILY_STEP_HOURS,
  })),
];

/** The mean of an hourly series over a step. */
export function meanOverStep(hourly: ArrayLike<number>, { fromHour, hours }: ForecastStep): number {
  let sum = 0;
  for (let hour = fromHour; hour < fromHour + hours; hour += 1) sum += hourly[hour] ?? 0;
  return sum / hours;
}
