import type { Queryable } from "../pool";

const NEXT = `
  select nextval($1::regclass)::text as number
    from generate_series(1, $2)
`;

type SealedSequence =
  "quarantined_messages_quarantine_id_seq" | "rejected_observations_rejected_id_seq";

/** Numbers for rows to be inserted: what is sealed is bound to its row, so the row's comes first. */
export async function nextRowNumbers(
  db: Queryable,
  sequence: SealedSequence,
  count: number,
): Promise<string[]> {
  const { rows } = await db.query<{ number: string }>(NEXT, [sequence, count]);
  return rows.map(({ number }) => number);
}
