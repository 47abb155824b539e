import { bedStateOf } from "#models/beds/bed-state";
import { type BedStatus, standingOf } from "#db/bed-statuses";
import type { Unit } from "#db/units";
import { formatLocal } from "#models/shared/hospital-instant";
import { csvLine } from "@/_lib/csv-line";

const HEADER = [
  "unit",
  "unit_name",
  "unit_kind",
  "site",
  "bed",
  "state",
  "since",
  "reason",
  "until",
  "offers",
];

/** The beds as a CSV file line by line: which is in what state and since when, nobody who lies there. */
export function* bedLines(
  beds: readonly BedStatus[],
  { units, timeZone }: { units: readonly Unit[]; timeZone: string },
): Generator<string> {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const local = (instant: Date): string => formatLocal(instant, timeZone);

  yield csvLine(HEADER);
  for (const bed of beds) {
    const unit = byId.get(bed.unitId);
    const { reason, until } = whyOf(bed);
    yield csvLine([
      bed.unitCode,
      unit?.name ?? "",
      unit?.kind ?? "",
      unit?.siteName ?? "",
      bed.label,
      bedStateOf(standingOf(bed)),
      local(bed.since),
      reason ?? "",
      until ? local(until) : "",
      bed.tags.join(" "),
    ]);
  }
}

/** Why the bed is not simply free, and until when. */
function whyOf(bed: BedStatus): { reason: string | null; until: Date | null } {
  const { blockReason, blockedUntil, reservation } = bed;
  switch (bedStateOf(standingOf(bed))) {
    case "blocked":
      return { reason: blockReason, until: blockedUntil };
    case "reserved":
      return {
        reason: reservation?.reason ?? "patient",
        until: reservation ? new Date(reservation.until) : null,
      };
    case "cleaning":
      return { reason: bed.cleaning, until: null };
    default:
      return { reason: null, until: null };
  }
}
