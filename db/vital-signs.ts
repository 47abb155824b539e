import type { EncounterId } from "#models/shared/ids";
import { float4Array, int2Array, int4Array, timestamptzArray, uuidArray } from "./binary-array";
import type { Identifiers } from "./encryption/identifiers";
import { nextRowNumbers } from "./encryption/row-numbers";
import type { Queryable } from "./pool";

/** Values to store, column by column: a batch becomes arrays without a row object per value. */
export interface ObservationColumns {
  observedAt: number[]; // epoch milliseconds
  encounterId: EncounterId[];
  kind: number[]; // the id of a vital sign or of a laboratory test
  value: number[];
  deviceId: (number | null)[];
}

export const emptyColumns = (): ObservationColumns => ({
  observedAt: [],
  encounterId: [],
  kind: [],
  value: [],
  deviceId: [],
});

type ObservationTable = "vital_signs" | "laboratory_results";

const insertInto = (table: ObservationTable, onConflict: string) => `
  insert into ${table} (observed_at, encounter_id, kind, value, device_id)
  select *
    from unnest($1::timestamptz[], $2::uuid[], $3::smallint[], $4::real[], $5::integer[])
      on conflict (encounter_id, kind, observed_at) ${onConflict}
`;
const KEEP = "do nothing";
const REPLACE = "do update set value = excluded.value, device_id = excluded.device_id";

const INSERT = {
  vital_signs: insertInto("vital_signs", KEEP),
  laboratory_results: insertInto("laboratory_results", KEEP),
};
const CORRECT = {
  vital_signs: insertInto("vital_signs", REPLACE),
  laboratory_results: insertInto("laboratory_results", REPLACE),
};

const parameters = (columns: ObservationColumns) => [
  timestamptzArray(columns.observedAt),
  uuidArray(columns.encounterId),
  int2Array(columns.kind),
  float4Array(columns.value),
  int4Array(columns.deviceId),
];

/** Stores values; one that is there already, by encounter, kind and time, stays as it is. */
export async function saveObservations(
  db: Queryable,
  table: ObservationTable,
  columns: ObservationColumns,
): Promise<void> {
  if (columns.kind.length === 0) return;
  await db.query(INSERT[table], parameters(columns));
}

/** Stores corrected values over those of the same key. The keys of one call must differ. */
export async function correctObservations(
  db: Queryable,
  table: ObservationTable,
  columns: ObservationColumns,
): Promise<void> {
  if (columns.kind.length === 0) return;
  await db.query(CORRECT[table], parameters(columns));
}

export interface StoredKeys {
  observedAt: number[]; // epoch milliseconds
  encounterId: EncounterId[];
  kind: number[];
}

export interface WithdrawnValue {
  encounterId: EncounterId;
  kind: number;
  observedAt: number;
  value: number;
}

// The bounds let the planner leave out the chunks of all other days.
const withdrawFrom = (table: ObservationTable) => `
  delete from ${table} as stored
   using unnest($1::timestamptz[], $2::uuid[], $3::smallint[])
      as withdrawn (observed_at, encounter_id, kind)
   where stored.encounter_id = withdrawn.encounter_id
     and stored.kind = withdrawn.kind
     and stored.observed_at = withdrawn.observed_at
     and stored.observed_at between $4 and $5
  returning stored.encounter_id as "encounterId",
            stored.kind::int as kind,
            round(extract(epoch from stored.observed_at) * 1000)::float8 as "observedAt",
            stored.value
`;
const WITHDRAW = {
  vital_signs: withdrawFrom("vital_signs"),
  laboratory_results: withdrawFrom("laboratory_results"),
};

/** Takes values out of the chart and returns those that were in it, for the record. */
export async function withdrawObservations(
  db: Queryable,
  table: ObservationTable,
  { observedAt, encounterId, kind }: StoredKeys,
): Promise<WithdrawnValue[]> {
  if (kind.length === 0) return [];
  const { rows } = await db.query<WithdrawnValue>(WITHDRAW[table], [
    timestamptzArray(observedAt),
    uuidArray(encounterId),
    int2Array(kind),
    new Date(Math.min(...observedAt)),
    new Date(Math.max(...observedAt)),
  ]);
  return rows;
}

const INSERT_DEVICES = `
  insert into devices (identifier)
  select distinct unnest($1::text[])
   where (select count(*) from devices) < $2
      on conflict (identifier) do nothing
`;
const FIND_DEVICES = `
  select device_id as "deviceId",
         identifier
    from devices
   where identifier = any($1::text[])
`;

/** Beyond any hospital's equipment: more are identifiers somebody makes up, and are not kept. */
export const MOST_DEVICES = 100_000;

/** The ids of devices by their identifier (OBX-18); one never seen before is added while there is room. */
export async function registerDevices(
  db: Queryable,
  identifiers: readonly string[],
): Promise<{ deviceId: number; identifier: string }[]> {
  await db.query(INSERT_DEVICES, [identifiers, MOST_DEVICES]);
  const { rows } = await db.query<{ deviceId: number; identifier: string }>(FIND_DEVICES, [
    identifiers,
  ]);
  return rows;
}

export interface RejectedRow {
  sender: string;
  controlId: string;
  position: number;
  encounterId: EncounterId | undefined;
  code: string;
  reason: string;
  value: string;
  unit: string;
  observedAt: Date | undefined;
}

const INSERT_REJECTED = `
  insert into rejected_observations
         (rejected_id, sender, control_id, position, encounter_id, code, reason, value_sealed, unit,
          observed_at)
         overriding system value
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::uuid[], $6::text[],
                       $7::text[], $8::bytea[], $9::text[], $10::timestamptz[])
      on conflict (sender, control_id, position) do nothing
`;

/**
 * Keeps refused values with their reason: a monitor that sends nonsense is a finding. Sealed, because
 * the value is whatever stood in the message.
 */
export async function saveRejected(
  db: Queryable,
  identifiers: Identifiers,
  rows: readonly RejectedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = await nextRowNumbers(db, "rejected_observations_rejected_id_seq", rows.length);
  await db.query(INSERT_REJECTED, [
    ids,
    rows.map((row) => row.sender),
    rows.map((row) => row.controlId),
    rows.map((row) => row.position),
    rows.map((row) => row.encounterId ?? null),
    rows.map((row) => row.code),
    rows.map((row) => row.reason),
    rows.map(({ value }, index) =>
      identifiers.seal("rejected_observations.value", ids[index] ?? "", value),
    ),
    rows.map((row) => row.unit),
    rows.map((row) => row.observedAt ?? null),
  ]);
}
