import type { CsvTable } from "./csv-table";
import { type DateOrder, IMPORT_PLANS, type ImportField, type ImportKind } from "./import-kind";

/** The column of each field, from 0; null: the file does not have it. */
export type ColumnMapping = Readonly<Record<string, number | null>>;

const bare = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/**
 * Which column is likely which field, by its name: the same name first, then one that contains it. No column
 * is given twice.
 */
export function guessMapping(kind: ImportKind, columns: readonly string[]): ColumnMapping {
  const names = columns.map(bare);
  const taken = new Set<number>();
  const found = new Map<string, number>();
  const { fields } = IMPORT_PLANS[kind];
  for (const fits of [isSame, contains])
    for (const field of fields) {
      if (found.has(field.fieldId)) continue;
      const at = names.findIndex((name, index) => !taken.has(index) && fits(name, field));
      if (at === -1) continue;
      taken.add(at);
      found.set(field.fieldId, at);
    }
  return Object.fromEntries(fields.map(({ fieldId }) => [fieldId, found.get(fieldId) ?? null]));
}

const namesOf = ({ fieldId, title, aliases }: ImportField): string[] =>
  [fieldId.replace(/([A-Z])/g, " $1"), title, ...aliases].map(bare);

const isSame = (name: string, field: ImportField): boolean =>
  name !== "" && namesOf(field).includes(name);

const contains = (name: string, field: ImportField): boolean =>
  namesOf(field).some((each) => each.length > 3 && ` ${name} `.includes(` ${each} `));

/**
 * The order of the file's dates as its cells show it; undefined when they do not tell 3 April from 4 March,
 * and somebody must say.
 */
export function guessDateOrder(
  { rows }: CsvTable,
  dateColumns: readonly number[],
): DateOrder | undefined {
  const parts = rows.flatMap(({ cells }) =>
    dateColumns.flatMap((column) => {
      const match = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/.exec(cells[column] ?? "");
      return match ? [[match[1] ?? "", match[2] ?? ""] as const] : [];
    }),
  );
  if (parts.length === 0) return undefined;
  if (parts.every(([first]) => first.length === 4)) return "year-first";
  if (parts.some(([first]) => Number(first) > 12)) return "day-first";
  return parts.some(([, second]) => Number(second) > 12) ? "month-first" : undefined;
}

/** Required fields without a column, by their titles. */
export const missingFields = (kind: ImportKind, mapping: ColumnMapping): string[] =>
  IMPORT_PLANS[kind].fields
    .filter(({ fieldId, isRequired }) => isRequired && (mapping[fieldId] ?? null) === null)
    .map(({ title }) => title);
