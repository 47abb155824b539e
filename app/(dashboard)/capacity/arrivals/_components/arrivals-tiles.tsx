import { MS_PER_DAY } from "#models/shared/time-range";
import { hospitalTime } from "@/_lib/hospital-time";
import { Tile, Tiles } from "../../_components/tile";
import { between } from "../../outlook-words";
import type { ArrivalDay, ArrivalPoint, SiteArrivals } from "../arrivals-outlook";

interface Props {
  site: SiteArrivals;
  now: Date;
}

/** What is asked first: the busiest day, the busiest hour to come, and how the last day was. */
export function ArrivalsTiles({ site, now }: Readonly<Props>) {
  const time = hospitalTime();
  const day = busiest(
    site.days.filter(({ isPart }) => !isPart),
    ({ mean }: ArrivalDay) => mean,
  );
  const ahead = site.points.filter(
    ({ at }) => at >= now.getTime() && at < now.getTime() + MS_PER_DAY,
  );
  const hour = busiest(ahead, ({ forecast }: ArrivalPoint) => forecast?.mean ?? -Infinity);
  const counted = site.points.filter((point) => point.counted !== undefined);
  const lastDay = counted.filter(({ at }) => at >= (site.countedUntil ?? 0) - MS_PER_DAY);

  return (
    <Tiles>
      <Tile
        title="Last 24 hours counted"
        value={lastDay.length === 24 ? sumOf(lastDay, ({ counted }) => counted) : "Unknown"}
        notes={
          lastDay.length === 24
            ? [
                `Until ${time.dayAndClock(site.countedUntil ?? NaN)}`,
                `A week before: ${sumOf(lastDay, ({ lastWeek }) => lastWeek)}`,
              ]
            : [`${lastDay.length} of them were counted`]
        }
      />
      <Tile
        title="Busiest hour of the next 24"
        value={hour?.forecast ? time.dayAndClock(hour.at) : "Unknown"}
        notes={
          hour?.forecast
            ? [`${hour.forecast.mean.toFixed(1)} expected (80 %: ${between(hour.forecast.most)})`]
            : ["The forecast does not reach so far"]
        }
      />
      <Tile
        title="Busiest day"
        value={day ? time.day(day.at) : "Unknown"}
        notes={day ? [`${day.median} expected (80 %: ${between([day.low, day.high])})`] : []}
      />
    </Tiles>
  );
}

function busiest<T>(of: readonly T[], meanOf: (each: T) => number): T | undefined {
  let found: T | undefined;
  for (const each of of) if (!found || meanOf(each) > meanOf(found)) found = each;
  return found;
}

/** A sum with a part unknown is unknown. */
function sumOf(
  points: readonly ArrivalPoint[],
  countOf: (point: ArrivalPoint) => number | undefined,
): string {
  const counts = points.flatMap((point) => countOf(point) ?? []);
  return counts.length === points.length
    ? String(counts.reduce((sum, count) => sum + count, 0))
    : "unknown";
}
