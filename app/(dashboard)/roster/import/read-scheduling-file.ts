import "server-only";
import { allRosters, rosterSettings } from "#db/rosters";
import type { Queryable } from "#db/pool";
import { type SchedulingNames, schedulingNames } from "#db/scheduling-import";
import type { ShiftId } from "#models/rostering/roster-ids";
import type { RosterShift } from "#models/rostering/roster-problem";
import {
  guessDateOrder,
  guessMapping,
  missingFields,
} from "#models/scheduling-import/column-mapping";
import { type CsvTable, parseCsvTable } from "#models/scheduling-import/csv-table";
import {
  DATE_FIELDS,
  type DateOrder,
  type ImportKind,
} from "#models/scheduling-import/import-kind";
import {
  type ImportReading,
  type KnownToImport,
  readImport,
} from "#models/scheduling-import/read-import";
import { dayAfter } from "#models/shared/calendar-date";
import { ActionRefusal } from "@/_lib/action";
import { hospitalTime } from "@/_lib/hospital-time";
import type { ImportPreview, ImportRequest } from "./import-request";

const SAMPLE_LINES = 4;
const MOST_FAULTS = 100;

export interface SchedulingFile {
  table: CsvTable;
  mapping: Readonly<Record<string, number | null>>;
  dateOrder: DateOrder | undefined;
  missing: readonly string[];
  known: KnownToImport;
  names: SchedulingNames;
  /** The roster that shifts go into. */
  roster: { startsOn: string } | undefined;
}

/**
 * A file with what is known of its columns.
 *
 * @throws {ActionRefusal} of what is no table, or names a roster that cannot take it.
 */
export async function openSchedulingFile(
  db: Queryable,
  { kind, csv, mapping: said, dateOrder: saidOrder, rosterId }: ImportRequest,
): Promise<SchedulingFile> {
  const table = parseCsvTable(csv);
  if (!table.ok) {
    const { line, message } = table.error;
    throw new ActionRefusal(
      "invalid-input",
      line === undefined ? message : `Line ${line}: ${message}`,
    );
  }
  const mapping = said ?? guessMapping(kind, table.value.columns);
  const dateColumns = DATE_FIELDS[kind].flatMap((fieldId) => mapping[fieldId] ?? []);
  const dateOrder =
    saidOrder ??
    (dateColumns.length === 0 ? "year-first" : guessDateOrder(table.value, dateColumns));

  const names = await schedulingNames(db);
  const rosters = await allRosters(db);
  const roster = rosters.find((each) => each.rosterId === rosterId);
  if (kind === "shifts" && !roster)
    throw new ActionRefusal("not-found", "Choose the roster that the shifts are of.");
  if (kind === "shifts" && roster?.state === "locked")
    throw new ActionRefusal(
      "conflict",
      "The roster is locked. Reopen it first, or choose another.",
    );

  const shifts = new Map<string, ShiftId>();
  for (const each of roster ? [roster] : rosters) {
    const settings = await rosterSettings(db, each.rosterId);
    for (const shift of settings?.shifts ?? []) addNames(shifts, shift);
  }
  return {
    ...{ table: table.value, mapping, dateOrder, names, roster },
    missing: missingFields(kind, mapping),
    known: {
      staffNumbers: new Set(names.people.keys()),
      unitCodes: new Set(roster ? roster.units.map(({ code }) => code) : names.units.keys()),
      shifts,
      costedGrades: new Set(names.costOfGrade.keys()),
      timeZone: hospitalTime().timeZone,
      ...(roster && {
        days: { from: roster.startsOn, to: dayAfter(roster.startsOn, roster.days) },
      }),
    },
  };
}

function addNames(shifts: Map<string, ShiftId>, { shiftId, code, name }: RosterShift): void {
  for (const word of [shiftId, code, name])
    if (!shifts.has(word.toLowerCase())) shifts.set(word.toLowerCase(), shiftId);
}

/** Every line, once each required field has a column and the dates an order; before, none. */
export const readLines = <K extends ImportKind>(
  kind: K,
  { table, mapping, dateOrder, missing, known }: SchedulingFile,
): ImportReading<K> =>
  missing.length > 0 || dateOrder === undefined
    ? { rows: [], faults: [] }
    : readImport(kind, table, { mapping, dateOrder }, known);

export function previewOf(kind: ImportKind, file: SchedulingFile): ImportPreview {
  const { table, mapping, dateOrder, missing } = file;
  const { rows, faults } = readLines(kind, file);
  return {
    columns: table.columns,
    sample: table.rows.slice(0, SAMPLE_LINES).map(({ cells }) => cells),
    mapping,
    dateOrder: dateOrder ?? null,
    hasDates: DATE_FIELDS[kind].length > 0,
    missing,
    lines: table.rows.length,
    readable: rows.length,
    faults: faults.slice(0, MOST_FAULTS),
    faultyLines: new Set(faults.map(({ line }) => line)).size,
  };
}
