import { randomUUID } from "node:crypto";
import type { Queryable } from "#db/pool";
import { saveObservations, type ObservationColumns } from "#db/vital-signs";
import { EncounterId } from "#models/shared/ids";

const BATCH_BEDS = 1_000;
const SIGNS = 7;
const WARM_UP_BATCHES = 3;

/**
 * Rows a second that the table itself takes: the ingest's own insert, 7,000 rows at a time, one batch
 * after the other. By the median batch, so that upkeep between two batches does not flatter us by
 * lowering the limit. The encounters are nobody's.
 */
export async function bareInsertRate(db: Queryable, seconds: number): Promise<number> {
  const encounters = Array.from({ length: BATCH_BEDS }, () => EncounterId.parse(randomUUID()));
  // Just before now, so that the rows fall into the chunk that the load has filled.
  const from = Date.now() - 30 * 60_000;
  let batch = 0;
  const insert = async (): Promise<number> => {
    const columns = batchOf(encounters, from + batch * 1_000);
    const startedAt = performance.now();
    await saveObservations(db, "vital_signs", columns);
    batch += 1;
    return performance.now() - startedAt;
  };
  while (batch < WARM_UP_BATCHES) await insert();

  const until = performance.now() + seconds * 1_000;
  const took: number[] = [];
  while (performance.now() < until) took.push(await insert());
  took.sort((one, other) => one - other);
  const medianMs = took[took.length >> 1] ?? Number.NaN;
  return (BATCH_BEDS * SIGNS * 1_000) / medianMs;
}

function batchOf(encounters: readonly EncounterId[], second: number): ObservationColumns {
  const columns: ObservationColumns = {
    observedAt: [],
    encounterId: [],
    kind: [],
    value: [],
    deviceId: [],
  };
  for (const [index, encounterId] of encounters.entries()) {
    for (let kind = 1; kind <= SIGNS; kind += 1) {
      columns.observedAt.push(second + (index % 1_000));
      columns.encounterId.push(encounterId);
      columns.kind.push(kind);
      columns.value.push(60 + ((index + kind) % 40));
      columns.deviceId.push(null);
    }
  }
  return columns;
}
