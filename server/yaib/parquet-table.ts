import { basename } from "node:path";
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from "hyparquet";

/** The file is not what we were promised. Names the place, never what stands there. */
export class MalformedTableError extends Error {
  override readonly name = "MalformedTableError";
  constructor(file: string, detail: string, { row, column, cause }: Place = {}) {
    const at = [
      row === undefined ? "" : ` row ${row}`,
      column === undefined ? "" : ` column ${column}`,
    ].join("");
    super(`${file}${at}: ${detail}`, cause === undefined ? undefined : { cause });
  }
}

interface Place {
  /** From 1, as a reader of the file counts. */
  row?: number;
  column?: string;
  cause?: unknown;
}

/** One row group, decoded: the most of a file that is in memory at a time. */
export class RowBlock {
  constructor(
    private readonly file: string,
    private readonly firstRow: number,
    readonly rows: number,
    private readonly columns: ReadonlyMap<string, ArrayLike<unknown>>,
  ) {}

  cell(column: string, row: number): unknown {
    return this.columns.get(column)?.[row];
  }

  /** A number, whichever of the two kinds of number the file holds; NaN for an empty cell. */
  number(column: string, row: number): number {
    const cell = this.cell(column, row);
    if (cell === null || cell === undefined) return NaN;
    const value = typeof cell === "bigint" ? Number(cell) : cell;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      this.fail(column, row, "is not a number");
    }
    return value;
  }

  whole(column: string, row: number): number {
    const value = this.number(column, row);
    return Number.isSafeInteger(value) ? value : this.fail(column, row, "is not a whole number");
  }

  fail(column: string, row: number, detail: string): never {
    throw new MalformedTableError(this.file, detail, { row: this.firstRow + row + 1, column });
  }
}

/**
 * The rows of a Parquet file, one row group at a time, after its columns were checked by name. `onShare` hears how
 * much is decoded, from 0 to 1.
 */
export async function* readBlocks(
  path: string,
  columns: readonly string[],
  onShare: (share: number) => void = () => undefined,
): AsyncGenerator<RowBlock> {
  const name = basename(path);
  const { file, metadata } = await open(path, name);
  const found = parquetSchema(metadata).children.map(({ element }) => element.name);
  const missing = columns.find((column) => !found.includes(column));
  if (missing !== undefined) throw new MalformedTableError(name, `has no column ${missing}`);
  const surplus = found.find((column) => !columns.includes(column));
  if (surplus !== undefined) throw new MalformedTableError(name, `unknown column ${surplus}`);

  let firstRow = 0;
  let decoded = 0;
  const chunks = metadata.row_groups.length * columns.length;
  for (const { num_rows: rows } of metadata.row_groups) {
    const block = new Map<string, ArrayLike<unknown>>();
    const rowEnd = firstRow + Number(rows);
    const reading = parquetRead({
      file,
      metadata,
      rowStart: firstRow,
      rowEnd,
      onChunk: ({ columnName, columnData }) => {
        block.set(columnName, columnData);
        decoded += 1;
        onShare(decoded / chunks);
      },
    });
    await explained(name, reading);
    yield new RowBlock(name, firstRow, Number(rows), block);
    firstRow = rowEnd;
  }
}

async function open(
  path: string,
  name: string,
): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  const file = await asyncBufferFromFile(path);
  const metadata = await explained(name, parquetMetadataAsync(file));
  return { file, metadata };
}

/** The library says what is wrong (not Parquet, an unknown codec, cut short), not in which file. */
async function explained<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new MalformedTableError(file, `cannot be read as Parquet: ${detail}`, { cause });
  }
}
