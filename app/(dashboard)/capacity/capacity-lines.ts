import { exceedanceDays, type FanPoint, type PlaceOutlook } from "#models/census/outlook";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import type { CapacityTable } from "./capacity-tables";
import { newestByUnit } from "./counted-beds";
import type { Capacity } from "./read-capacity";

/** The lines of a file: its head, then a line for each row. Times are the hospital's; what is not known is empty. */
export function capacityLines(
  table: CapacityTable,
  capacity: Pick<Capacity, "units" | "counted" | "outlook">,
  time: TimeFormat,
): string[] {
  switch (table) {
    case "occupancy":
      return occupancyLines(capacity, time);
    case "exceedance":
      return exceedanceLines(capacity, time);
    case "hourly":
      return fanLines(capacity, time, ({ hourly }) => hourly);
    case "daily":
      return fanLines(capacity, time, ({ daily }) => daily);
  }
}

type Shown = Pick<Capacity, "units" | "counted" | "outlook">;

function occupancyLines({ units, counted }: Shown, time: TimeFormat): string[] {
  const newest = newestByUnit(counted);
  return [
    csvLine(["unit", "occupied", "boarding", "staffed_beds", "licensed_beds", "counted_at"]),
    ...units.map(({ unitId, name, staffedBeds, licensedBeds }) => {
      const now = newest.get(unitId);
      return csvLine([
        name,
        cell(now?.occupied),
        cell(now?.boarding),
        cell(staffedBeds),
        cell(licensedBeds),
        now ? time.dateAndClock(now.at) : "",
      ]);
    }),
  ];
}

function exceedanceLines({ outlook }: Shown, time: TimeFormat): string[] {
  const head = csvLine(["unit", "from", "to", "staffed_beds", "probability_over_staffed_beds"]);
  if (!outlook) return [head];
  return [
    head,
    ...[outlook.hospital, ...outlook.units].flatMap((place) =>
      exceedanceDays(place, outlook.issuedAt).map(({ from, middle, probability }) =>
        csvLine([
          place.name,
          time.dateAndClock(from),
          time.dateAndClock(2 * middle - from),
          cell(place.staffedBeds),
          probability.toFixed(4),
        ]),
      ),
    ),
  ];
}

function fanLines(
  { outlook }: Shown,
  time: TimeFormat,
  pointsOf: (place: PlaceOutlook) => readonly FanPoint[],
): string[] {
  const head = csvLine([
    ...["unit", "at", "issued_at", "mean", "median", "low_50", "high_50", "low_80", "high_80"],
    ...["low_95", "high_95", "staffed_beds", "licensed_beds"],
  ]);
  if (!outlook) return [head];
  const issuedAt = time.dateAndClock(outlook.issuedAt);
  return [
    head,
    ...[outlook.hospital, ...outlook.units].flatMap((place) =>
      pointsOf(place).map(({ at, mean, median, half, most, nearlyAll }) =>
        csvLine([
          ...[place.name, time.dateAndClock(at), issuedAt, mean.toFixed(2)],
          ...[median, ...half, ...most, ...nearlyAll].map(cell),
          ...[place.staffedBeds, place.licensedBeds].map(cell),
        ]),
      ),
    ),
  ];
}

const cell = (count: number | undefined): string => (count === undefined ? "" : String(count));
