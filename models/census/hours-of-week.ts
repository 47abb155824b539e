import { MS_PER_HOUR } from "../shared/time-range";
import { FORECAST_HOURS } from "./census-inputs";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Of each forecast hour the hour of the week on that zone's clocks, 0 to 167 from Monday midnight. */
export function hoursOfWeek(issuedAt: Date, timeZone: string, hours = FORECAST_HOURS): number[] {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    hour: "2-digit",
  });
  return Array.from({ length: hours }, (_, ahead) => {
    const parts = clock.formatToParts(issuedAt.getTime() + ahead * MS_PER_HOUR);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      parts.find((each) => each.type === type)?.value ?? "";
    return 24 * WEEKDAYS.indexOf(part("weekday")) + Number(part("hour"));
  });
}
