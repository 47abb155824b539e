import type { StoredAuditEvent } from "#db/audit";
import { auditCsvHeader, auditCsvLine } from "#models/audit/audit-csv";
import { toFhirAuditEvent } from "#models/audit/fhir-audit-event";

/** How a record becomes text, and what stands before the first. */
export const EXPORT_FORMATS = {
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    fileName: "wardcast-audit.csv",
    begin: auditCsvHeader,
    line: auditCsvLine,
  },
  ndjson: {
    contentType: "application/fhir+ndjson",
    fileName: "wardcast-audit.ndjson",
    begin: () => "",
    line: (event: StoredAuditEvent) => `${JSON.stringify(toFhirAuditEvent(event))}\n`,
  },
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

export interface ExportPorts {
  /** The next portion, the newest first, from before that record. Throws when the reader may no longer read. */
  read(before: number | undefined): Promise<readonly StoredAuditEvent[]>;
  /** Called once, however it ends. */
  onEnd(end: { records: number; isComplete: boolean }): Promise<void>;
}

/** Portion by portion, each asked for when the one before has been taken. */
export async function* exportLines(
  format: ExportFormat,
  { read, onEnd }: ExportPorts,
): AsyncGenerator<string> {
  const { begin, line } = EXPORT_FORMATS[format];
  let records = 0;
  let isComplete = false;
  try {
    const first = begin();
    if (first) yield first;
    let before: number | undefined;
    for (;;) {
      const events = await read(before);
      if (events.length === 0) break;
      records += events.length;
      yield events.map(line).join("");
      before = events.at(-1)?.sequence;
    }
    isComplete = true;
  } finally {
    await onEnd({ records, isComplete });
  }
}

/** Pulled by the reader, so that a slow one holds one portion in memory and not the file. */
export function streamText(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: async () => void (await lines.return(undefined)),
    },
    { highWaterMark: 1 },
  );
}
