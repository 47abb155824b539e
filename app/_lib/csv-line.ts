/** A line of a CSV file (RFC 4180). What a spreadsheet would take for a formula is made text. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(harmless).map(quoted).join(",")}\r\n`;

/** OWASP, CSV Injection: a cell that begins so is run by whoever opens the file. */
const harmless = (cell: string): string =>
  /^[=+\-@\t\r]/.test(cell) && !NEGATIVE.test(cell) ? `'${cell}` : cell;

/** Runs nothing, and as text it would not be summed. */
const NEGATIVE = /^-\d+(\.\d+)?$/;

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
