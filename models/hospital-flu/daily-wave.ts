import { FLU_DAYS_MOST, type FluPath } from "../census/census-inputs";
import { MS_PER_DAY } from "../shared/time-range";
import type { WavePath } from "./wave-paths";

const DAYS_PER_WEEK = 7;

/**
 * The paths by the day from `today` on, an ISO date on the hospital's calendar, as the census forecast takes
 * them: a week's admissions spread evenly over its days, Sunday to Saturday. Days before the first week of a
 * path are as its first week; after its last, as the last.
 */
export function dailyWave(
  paths: readonly WavePath[],
  {
    referenceOn,
    today,
    intensiveShare,
  }: { referenceOn: string; today: string; intensiveShare: number },
): FluPath[] {
  const weekBegins = Date.parse(referenceOn) - (DAYS_PER_WEEK - 1) * MS_PER_DAY;
  const daysIn = Math.round((Date.parse(today) - weekBegins) / MS_PER_DAY);
  return paths.map((path) => {
    const perDay = Array.from({ length: FLU_DAYS_MOST }, (_, day) => {
      const week = Math.floor((daysIn + day) / DAYS_PER_WEEK);
      const within = Math.min(Math.max(week, 0), path.length - 1);
      return (path[within] ?? 0) / DAYS_PER_WEEK;
    });
    return {
      weight: 1,
      generalPerDay: perDay.map((count) => count * (1 - intensiveShare)),
      intensivePerDay: perDay.map((count) => count * intensiveShare),
    };
  });
}
