import { UnitId } from "#models/shared/ids";
import type { TimeRange } from "#models/shared/time-range";
import { parseLocal } from "#models/shared/hospital-instant";

/** A place and a time that somebody lay there: as the form shows it again, and as it is looked for. */
export interface PlaceQuery {
  values: {
    unit?: string | undefined;
    bed?: string | undefined;
    from?: string | undefined;
    until?: string | undefined;
  };
  /** Undefined until everything that is needed is there and right. */
  place: { unitId: UnitId; bed: string | undefined; range: TimeRange } | undefined;
  refused: readonly string[];
}

/** As beds may be named: nothing else is looked for, or kept in an address. */
const BED = /^[A-Za-z0-9 ._-]{1,20}$/;

export function parsePlaceQuery(
  params: Readonly<Record<string, string | string[] | undefined>>,
  timeZone: string,
): PlaceQuery {
  const value = (field: string): string | undefined => {
    const given = params[field];
    return (Array.isArray(given) ? given[0] : given)?.trim() || undefined;
  };
  const values = {
    unit: value("unit"),
    bed: value("bed"),
    from: value("from"),
    until: value("until"),
  };
  if (!values.unit) return { values, place: undefined, refused: [] };

  const unitId = UnitId.safeParse(values.unit).data;
  const from = values.from && parseLocal(values.from, timeZone);
  const to = values.until && parseLocal(values.until, timeZone);
  const refused = [
    ...(unitId ? [] : ["unit"]),
    ...(values.bed && !BED.test(values.bed) ? ["bed"] : []),
    ...(from ? [] : ["from"]),
    ...(to && (!from || to > from) ? [] : ["until"]),
  ];
  const isWhole = refused.length === 0 && unitId && from && to;
  return {
    values,
    place: isWhole ? { unitId, bed: values.bed, range: { from, to } } : undefined,
    refused,
  };
}
