export type Row = readonly string[];

/** Of the rows the first is the head; columns are as wide as their widest cell. */
export function tableOf(title: string, rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(
      // The last cell of a row has nothing to its right that it could push away.
      ...rows.map((row) => (column < row.length - 1 ? (row[column]?.length ?? 0) : 0)),
    ),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${title === "" ? "" : `${title}\n`}${lines.join("\n")}\n`;
}
