import type { LiveSession } from "#db/sessions";
import { recordOf } from "@/_lib/audit";
import { refuseFrozenExport } from "@/_lib/exports";

interface TableFile {
  /** As the record has it. */
  table: string;
  /** Of the file, where that says it more clearly. */
  fileName?: string;
  /** Read once it is on record who took it. */
  lines: () => Promise<Iterable<string>>;
}

/** A table about capacity as a file, of somebody who may: never while exports are frozen, and always on record. */
export async function exportTable(
  session: LiveSession,
  { table, fileName = table, lines }: TableFile,
): Promise<Response> {
  const happening = {
    action: "capacity:exported",
    permission: "capacity:export",
    basis: "role",
    details: { table },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;
  await recordOf(session, happening);

  return new Response([...(await lines())].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="wardcast-${fileName}.csv"`,
      "cache-control": "no-store",
    },
  });
}
