import type pg from "pg";
import type { Queryable } from "../pool";
import { inTransaction } from "../transaction";
import { addDataKey, lockDataKeys } from "./data-keys";
import type { Keyring } from "./keyring";
import type { MasterKey } from "./master-key";
import { type SealedColumn, sealedColumns } from "./sealed-columns";

/** Few enough that a row waits for milliseconds at most. */
const BATCH = 200;

const NEWEST = `
  select max(version)::int as newest,
         count(*)::int as "inUse"
    from data_keys
   where purpose = 'field'
     and retired_at is null
`;

/**
 * Makes the key that values are sealed with from now on. One that an earlier run made and did not
 * finish with is taken up again instead: then older keys are still in use.
 */
export const beginRotation = (
  pool: pg.Pool,
  master: MasterKey,
): Promise<{ version: number; isNew: boolean }> =>
  inTransaction(pool, async (client) => {
    await lockDataKeys(client);
    const { rows } = await client.query<{ newest: number; inUse: number }>(NEWEST);
    const { newest, inUse } = rows[0] ?? { newest: 0, inUse: 0 };
    if (inUse > 1) return { version: newest, isNew: false };
    await addDataKey(client, master, { purpose: "field", version: newest + 1 });
    return { version: newest + 1, isNew: true };
  });

export interface ResealProgress {
  resealed: number;
  /** Of older keys when the run began. */
  total: number;
}

/**
 * Seals with the newest key whatever an older one sealed, in batches of one statement each, while
 * others read and write: a value that changed meanwhile is left to the next pass. Returns how many
 * were sealed anew, and how many do not open and stay as they are.
 */
export async function resealOlder(
  pool: pg.Pool,
  { identifiers }: Keyring,
  { onProgress, signal }: { onProgress: (progress: ResealProgress) => void; signal?: AbortSignal },
): Promise<{ resealed: number; broken: number }> {
  const columns = await sealedColumns(pool);
  const version = identifiers.currentVersion();
  let total = 0;
  for (const column of columns) total += await countOlder(pool, column, version);

  let resealed = 0;
  for (;;) {
    const pass = { resealed: 0, missed: 0, broken: 0 };
    for (const column of columns) {
      for await (const batch of resealedBatches(pool, identifiers, column, version)) {
        signal?.throwIfAborted();
        pass.resealed += batch.resealed;
        pass.missed += batch.missed;
        pass.broken += batch.broken;
        onProgress({ resealed: Math.min(total, resealed + pass.resealed), total });
      }
    }
    resealed += pass.resealed;
    if (pass.resealed === 0 && pass.missed === 0) return { resealed, broken: pass.broken };
  }
}

// The version stands behind the byte of the format, big end first: bytes compare as the numbers do.
const versionIn = (column: string): string => `substring(${column} from 2 for 4)`;

const olderIn = ({ table, column }: SealedColumn): string => `
    from ${table}
   where ${versionIn(column)} < int4send($1::integer)`;

async function countOlder(db: Queryable, column: SealedColumn, version: number): Promise<number> {
  const { rows } = await db.query<{ older: number }>(
    `select count(*)::int as older ${olderIn(column)}`,
    [version],
  );
  return rows[0]?.older ?? 0;
}

const nextOlder = (place: SealedColumn): string => `
  select ${place.id}::text as id,
         ${place.column} as sealed
         ${olderIn(place)}
     and ($2::text is null or ${place.id} > $2::text::${place.idType})
   order by ${place.id}
   limit ${BATCH}
`;

const replaceIn = ({ table, column, id, idType }: SealedColumn): string => `
  update ${table} as stored
     set ${column} = fresh.sealed
    from unnest($1::${idType}[], $2::bytea[], $3::bytea[]) as fresh (id, before, sealed)
   where stored.${id} = fresh.id
     and stored.${column} = fresh.before
`;

async function* resealedBatches(
  pool: pg.Pool,
  identifiers: Keyring["identifiers"],
  place: SealedColumn,
  version: number,
): AsyncGenerator<{ resealed: number; missed: number; broken: number }> {
  let after: string | null = null;
  for (;;) {
    const { rows }: pg.QueryResult<{ id: string; sealed: Buffer }> = await pool.query(
      nextOlder(place),
      [version, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;

    await identifiers.ready(pool, rows);
    const fresh = rows.flatMap(({ id, sealed }) => {
      const plain = identifiers.tryOpen(place.field, id, sealed);
      return plain === null
        ? []
        : [{ id, before: sealed, sealed: identifiers.seal(place.field, id, plain) }];
    });
    const { rowCount } = await pool.query(replaceIn(place), [
      fresh.map(({ id }) => id),
      fresh.map(({ before }) => before),
      fresh.map(({ sealed }) => sealed),
    ]);
    const resealed = rowCount ?? 0;
    yield { resealed, missed: fresh.length - resealed, broken: rows.length - fresh.length };
  }
}

const OLDER_IN_USE = `
  select version
    from data_keys
   where purpose = 'field'
     and retired_at is null
     and version < $1
   order by version
`;
const RETIRE = `
  update data_keys
     set retired_at = now()
   where purpose = 'field'
     and version = $1
`;

/**
 * Retires the older keys that no value names any more, and returns them. They still open whatever names
 * them. With `broken` values, which no pass can seal anew, all older ones: else no new key would ever follow.
 */
export async function retireUnused(db: Queryable, current: number, broken = 0): Promise<number[]> {
  const columns = await sealedColumns(db);
  const { rows } = await db.query<{ version: number }>(OLDER_IN_USE, [current]);
  const retired: number[] = [];
  for (const { version } of rows) {
    if (broken === 0 && (await isNamed(db, columns, version))) continue;
    await db.query(RETIRE, [version]);
    retired.push(version);
  }
  return retired;
}

async function isNamed(
  db: Queryable,
  columns: readonly SealedColumn[],
  version: number,
): Promise<boolean> {
  for (const { table, column } of columns) {
    const { rows } = await db.query(
      `select 1 from ${table} where ${versionIn(column)} = int4send($1::integer) limit 1`,
      [version],
    );
    if (rows.length > 0) return true;
  }
  return false;
}
