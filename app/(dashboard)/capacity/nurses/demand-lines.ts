import type { ExplainedDemand } from "#models/nurse-demand/nurse-demand";
import { formatLocal } from "#models/shared/hospital-instant";
import { csvLine } from "@/_lib/csv-line";
import { intervalOf } from "./demand-rows";

const HEAD = [
  "unit",
  "shift",
  "starts_at_local",
  "ends_at_local",
  "starts_at",
  "ends_at",
  "patients_target",
  "nurses_minimum",
  "nurses_target",
  "nurses_low_80",
  "nurses_high_80",
  "decided_by",
  "patients_of_unknown_acuity",
  "forecast_issued_at",
];

/** The demand as lines of a CSV file: local times by the hospital's clock, and the instants beside them. */
export function* demandLines(
  demand: readonly ExplainedDemand[],
  { issuedAt, timeZone }: { issuedAt: Date; timeZone: string },
): Generator<string> {
  yield csvLine(HEAD);
  for (const each of demand) {
    const [low, high] = intervalOf(each.quantiles);
    yield csvLine([
      each.unitName,
      each.shift,
      formatLocal(each.startsAt, timeZone),
      formatLocal(each.endsAt, timeZone),
      each.startsAt.toISOString(),
      each.endsAt.toISOString(),
      ...[each.targetPatients, each.minimum, each.target, low, high].map(String),
      each.decidedBy,
      String(each.mix.unknownPatients),
      issuedAt.toISOString(),
    ]);
  }
}
