import {
  type ExceedanceRisk,
  exceedanceRisk,
  type FanPoint,
  type Outlook,
  peakOf,
  peakOfAll,
  type PlaceOutlook,
} from "#models/census/outlook";
import type { UnitId } from "#models/shared/ids";

/** What one scenario comes to for the hospital or a unit. */
export interface PlaceResult {
  peak72h: FanPoint | undefined;
  peak28d: FanPoint | undefined;
  risk: ExceedanceRisk | undefined;
  staffedBeds: number;
}

/** One place under each of the scenarios that are compared, in their order. */
export interface CompareRow {
  /** Undefined for the hospital. */
  unitId: UnitId | undefined;
  code: string;
  name: string;
  /** Undefined where a scenario has no forecast for it. */
  results: readonly (PlaceResult | undefined)[];
}

/** A row for the hospital and each unit of the first, which is what the others are compared with. */
export function compareRows(outlooks: readonly (Outlook | undefined)[]): CompareRow[] {
  const first = outlooks.find((outlook) => outlook !== undefined);
  if (!first) return [];
  return [first.hospital, ...first.units].map(({ unitId, code, name }) => ({
    unitId,
    code,
    name,
    results: outlooks.map((outlook) => {
      const place = outlook && placeIn(outlook, unitId);
      return place && resultOf(place, outlook.issuedAt);
    }),
  }));
}

/** The same place of another outlook. */
export const placeIn = (outlook: Outlook, unitId: UnitId | undefined): PlaceOutlook | undefined =>
  unitId === undefined
    ? outlook.hospital
    : outlook.units.find((candidate) => candidate.unitId === unitId);

const resultOf = (place: PlaceOutlook, issuedAt: number): PlaceResult => ({
  peak72h: peakOf(place.hourly),
  peak28d: peakOfAll(place),
  risk: exceedanceRisk(place, issuedAt),
  staffedBeds: place.staffedBeds,
});
