import type pg from "pg";
import type { Queryable } from "../pool";
import { inTransaction } from "../transaction";
import { medicalNumberIndex, medicalRecordIndex, visitNumberIndex } from "./blind-indexes";
import type { SealedField } from "./field-cipher";
import type { Identifiers } from "./identifiers";

/** A table of which an older version filled plain columns. All names are of this file. */
interface OlderTable {
  name: string;
  /** Not valid as long as there may be plain values. */
  constraint: string;
  id: string;
  idType: "uuid" | "bigint";
  columns: readonly { plain: string; field: SealedField }[];
  indexes: readonly {
    column: string;
    of: string;
    index: (identifiers: Identifiers, value: string) => Buffer;
  }[];
}

const OLDER_TABLES: readonly OlderTable[] = [
  {
    name: "patients",
    constraint: "patients_are_sealed",
    id: "patient_id",
    idType: "uuid",
    columns: [
      { plain: "medical_record", field: "patients.medical_record" },
      { plain: "family_name", field: "patients.family_name" },
      { plain: "given_name", field: "patients.given_name" },
      { plain: "birth_on", field: "patients.birth_on" },
    ],
    indexes: [
      { column: "medical_record_index", of: "medical_record", index: medicalRecordIndex },
      { column: "medical_number_index", of: "medical_record", index: medicalNumberIndex },
    ],
  },
  {
    name: "encounters",
    constraint: "encounters_are_sealed",
    id: "encounter_id",
    idType: "uuid",
    columns: [{ plain: "visit_number", field: "encounters.visit_number" }],
    indexes: [{ column: "visit_number_index", of: "visit_number", index: visitNumberIndex }],
  },
  {
    name: "quarantined_messages",
    constraint: "quarantined_messages_are_sealed",
    id: "quarantine_id",
    idType: "bigint",
    columns: [{ plain: "content", field: "quarantined_messages.content" }],
    indexes: [],
  },
  {
    name: "rejected_observations",
    constraint: "rejected_observations_are_sealed",
    id: "rejected_id",
    idType: "bigint",
    columns: [{ plain: "value", field: "rejected_observations.value" }],
    indexes: [],
  },
];

const UNFINISHED = `
  select conname as constraint
    from pg_constraint
   where conname = any($1::text[])
     and not convalidated
`;

/** A message in quarantine may have 64 kB. */
const BATCH = 200;

/**
 * Seals the rows that a version before sealing has stored, and empties their plain columns: in short
 * transactions, from where the last run ended if it was interrupted. Then the files are written anew,
 * for an emptied value would lie in them for long, and the constraint that nothing is plain is proved.
 * Returns how many rows it sealed; does next to nothing once all are.
 */
export async function sealOlderRows(
  pool: pg.Pool,
  identifiers: Identifiers,
  onProgress: (sealed: number) => void = () => undefined,
): Promise<number> {
  const names = OLDER_TABLES.map(({ constraint }) => constraint);
  const { rows } = await pool.query<{ constraint: string }>(UNFINISHED, [names]);
  const unfinished = new Set(rows.map(({ constraint }) => constraint));

  let sealed = 0;
  for (const table of OLDER_TABLES) {
    if (!unfinished.has(table.constraint)) continue;
    for await (const count of sealedBatches(pool, identifiers, table)) {
      sealed += count;
      onProgress(sealed);
    }
    // Also when an earlier run sealed the last row and was ended before this.
    await pool.query(`vacuum full ${table.name}`);
    await pool.query(`alter table ${table.name} validate constraint ${table.constraint}`);
  }
  return sealed;
}

type PlainRow = Record<string, string | null> & { id: string };

async function* sealedBatches(
  pool: pg.Pool,
  identifiers: Identifiers,
  table: OlderTable,
): AsyncGenerator<number> {
  let after: string | null = null;
  for (;;) {
    const batch: readonly PlainRow[] = await inTransaction(pool, async (client) => {
      const found = await client.query<PlainRow>(nextPlain(table), [after]);
      await replacePlain(client, identifiers, table, found.rows);
      return found.rows;
    });
    const last = batch.at(-1);
    if (!last) return;
    after = last.id;
    yield batch.length;
  }
}

const nextPlain = ({ name, id, idType, columns }: OlderTable): string => `
  select ${[`${id}::text as id`, ...columns.map(({ plain }) => `${plain}::text`)].join(", ")}
    from ${name}
   where num_nonnulls(${columns.map(({ plain }) => plain).join(", ")}) > 0
     and ($1::text is null or ${id} > $1::text::${idType})
   order by ${id}
   limit ${BATCH}
     for update
`;

async function replacePlain(
  db: Queryable,
  identifiers: Identifiers,
  { name, id, idType, columns, indexes }: OlderTable,
  rows: readonly PlainRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const sealed = columns.map(({ plain, field }) => ({
    column: `${plain}_sealed`,
    values: rows.map((row) => {
      const value = row[plain] ?? null;
      return value === null ? null : identifiers.seal(field, row.id, value);
    }),
  }));
  const indexed = indexes.map(({ column, of, index }) => ({
    column,
    values: rows.map((row) => index(identifiers, row[of] ?? "")),
  }));
  const written = [...sealed, ...indexed];
  const arrays = written.map((_, position) => `$${position + 2}::bytea[]`);
  const names = written.map(({ column }) => column);
  await db.query(
    `update ${name} as stored
        set ${names.map((column) => `${column} = fresh.${column}`).join(", ")},
            ${columns.map(({ plain }) => `${plain} = null`).join(", ")}
       from unnest($1::${idType}[], ${arrays.join(", ")}) as fresh (id, ${names.join(", ")})
      where stored.${id} = fresh.id`,
    [rows.map((row) => row.id), ...written.map(({ values }) => values)],
  );
}
