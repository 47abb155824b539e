import { z } from "zod";
import { RosterId } from "#models/rostering/roster-ids";
import { DateOrder, ImportKind } from "#models/scheduling-import/import-kind";

/** As much as a form may send: some 3,000 lines of staff. */
export const MOST_CHARACTERS = 200_000;

const Column = z.number().int().min(0).max(500).nullable();

/** A file, and how far it is known what its columns hold. */
export const ImportRequest = z.strictObject({
  kind: ImportKind,
  csv: z
    .string()
    .max(MOST_CHARACTERS, "The file is too large. Divide it into files of some thousand lines."),
  /** Absent: as the names of the columns suggest. */
  mapping: z.record(z.string().max(40), Column).optional(),
  /** Absent: as the dates themselves suggest. */
  dateOrder: DateOrder.optional(),
  /** The roster that shifts are read into. */
  rosterId: RosterId.optional(),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

export const ImportOrder = ImportRequest.required({ mapping: true, dateOrder: true }).extend({
  /** Read the lines without a fault, though others have one. */
  leavesOutFaults: z.boolean(),
});
export type ImportOrder = z.infer<typeof ImportOrder>;

/** What a file would do, before anything is stored. */
export interface ImportPreview {
  columns: readonly string[];
  /** The first lines, as they are. */
  sample: readonly (readonly string[])[];
  mapping: Readonly<Record<string, number | null>>;
  /** Null: the file's dates do not tell, and somebody must say. */
  dateOrder: DateOrder | null;
  hasDates: boolean;
  /** Required fields without a column. */
  missing: readonly string[];
  lines: number;
  readable: number;
  /** The first of them. */
  faults: readonly { line: number; column?: string; message: string }[];
  faultyLines: number;
}
