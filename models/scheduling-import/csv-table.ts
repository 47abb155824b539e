import { CsvError, parse } from "csv-parse/sync";
import { type Result, err, ok } from "../shared/result";

/** A file as a table: its first line names the columns. */
export interface CsvTable {
  columns: readonly string[];
  rows: readonly CsvRow[];
}

export interface CsvRow {
  /** In the file, from 1; that of its first line when a cell goes over several. */
  line: number;
  /** As many as there are columns, without blanks at their ends. */
  cells: readonly string[];
}

export const MOST_ROWS = 20_000;
export const MOST_FILE_BYTES = 4 * 1024 * 1024;

/** Why a file is no table, in words for whoever chose it. */
export interface CsvFault {
  line?: number;
  message: string;
}

const SEPARATORS = [",", ";", "\t", "|"];

/** Reads a file that separates its cells by commas, semicolons, tabs or bars; which, its first line tells. */
export function parseCsvTable(text: string): Result<CsvTable, CsvFault> {
  // Line ends of every system are one, else the reader counts those within a cell twice.
  const records = parseRecords(text.replace(/\r\n?/g, "\n"));
  if (!records.ok) return records;
  const [head, ...body] = records.value;
  if (!head || head.cells.every((cell) => cell === ""))
    return err({ message: "The file is empty. Its first line must name the columns." });

  const columns = head.cells;
  const twice = columns.find((name, at) => name !== "" && columns.indexOf(name) !== at);
  if (twice !== undefined)
    return err({ line: 1, message: `Two columns are called “${twice}”. Give each its own name.` });
  if (body.length === 0)
    return err({ message: "The file names columns, and has no line below them." });
  if (body.length > MOST_ROWS)
    return err({
      message: `The file has ${body.length} lines. Divide it: ${MOST_ROWS} are taken at once.`,
    });
  return ok({ columns, rows: body.map((row) => widened(row, columns.length)) });
}

function parseRecords(text: string): Result<CsvRow[], CsvFault> {
  try {
    const records: { record: string[]; info: { lines: number } }[] = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return ok(
      records.map(({ record, info }) => ({
        // The reader counts the line on which a record ends.
        line: info.lines - record.reduce((sum, cell) => sum + breaksIn(cell), 0),
        cells: record,
      })),
    );
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause["lines"] === "number" ? cause["lines"] : undefined;
    return err({
      ...(line !== undefined && { line }),
      message: "A quotation mark is opened and not closed, or stands within a cell.",
    });
  }
}

const breaksIn = (cell: string): number => cell.split("\n").length - 1;

function separatorOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Short lines lack empty cells; what is beyond the columns has no name and is not read. */
const widened = ({ line, cells }: CsvRow, width: number): CsvRow => ({
  line,
  cells: Array.from({ length: width }, (_, at) => cells[at] ?? ""),
});
