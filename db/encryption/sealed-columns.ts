import type { Queryable } from "../pool";
import type { SealedField } from "./field-cipher";

/**
 * The column of each sealed field, in the table that its name begins with. This is all there is to say
 * of a column for it to be kept under the newest key; its value is bound to the table's primary key.
 */
const COLUMNS: Readonly<Record<SealedField, string>> = {
  "patients.family_name": "family_name_sealed",
  "patients.given_name": "given_name_sealed",
  "patients.medical_record": "medical_record_sealed",
  "patients.birth_on": "birth_on_sealed",
  "encounters.visit_number": "visit_number_sealed",
  "quarantined_messages.content": "content_sealed",
  "rejected_observations.value": "value_sealed",
  "second_factors.totp_secret": "totp_secret",
  "emergency_accesses.reason": "reason",
  "emergency_accesses.finding": "finding",
  "incident_notes.text": "text",
  "handover_entries.text": "text",
};

/** Where sealed values lie; every name is quoted by the server. */
export interface SealedColumn {
  field: SealedField;
  table: string;
  column: string;
  /** The primary key, and its type. */
  id: string;
  idType: string;
}

const PRESENT = `
  select place.field,
         sealed.attrelid::regclass::text as "table",
         quote_ident(sealed.attname) as "column",
         quote_ident(key.attname) as id,
         format_type(key.atttypid, key.atttypmod) as "idType"
    from unnest($1::text[], $2::text[], $3::text[]) as place (field, table_name, column_name)
    join pg_attribute as sealed
      on sealed.attrelid = to_regclass('public.' || place.table_name)
     and sealed.attname = place.column_name
     and sealed.atttypid = 'bytea'::regtype
    left join pg_index
      on indrelid = sealed.attrelid
     and indisprimary
     and indnkeyatts = 1
    left join pg_attribute as key on key.attrelid = indrelid and key.attnum = indkey[0]
   order by place.field
`;

/** Those of the tables that this database has. */
export async function sealedColumns(db: Queryable): Promise<SealedColumn[]> {
  const fields = Object.keys(COLUMNS);
  const { rows } = await db.query<Omit<SealedColumn, "id"> & { id: string | null }>(PRESENT, [
    fields,
    fields.map((field) => field.split(".", 1)[0]),
    Object.values(COLUMNS),
  ]);
  return rows.map(({ id, ...column }) => {
    if (id === null) throw new Error(`${column.table} needs a primary key of one column`);
    return { ...column, id };
  });
}
