import type { Queryable } from "./pool";

/** Who waited for a bed at an instant, as a count. */
export interface BedWaits {
  waiting: number;
  /** Of those who wait; undefined when nobody does. */
  longestSeconds: number | undefined;
  /** Those who got a bed in the 24 hours before. */
  placed: number;
  /** How long the half of them had waited at most; undefined when there was none. */
  medianSeconds: number | undefined;
}

const WAITS = `
  select is_used as "isUsed",
         waiting,
         longest_seconds as "longestSeconds",
         placed,
         median_seconds as "medianSeconds"
    from bed_waits($1)
`;

/**
 * Undefined where nobody had asked for a bed on the board in the week before, so that nobody knows who waited;
 * and for somebody who may not see the hospital's capacity.
 */
export async function bedWaits(db: Queryable, at: Date): Promise<BedWaits | undefined> {
  const { rows } = await db.query<{
    isUsed: boolean;
    waiting: number;
    longestSeconds: number | null;
    placed: number;
    medianSeconds: number | null;
  }>(WAITS, [at]);
  const row = rows[0];
  if (!row?.isUsed) return undefined;
  return {
    waiting: row.waiting,
    longestSeconds: row.longestSeconds ?? undefined,
    placed: row.placed,
    medianSeconds: row.medianSeconds ?? undefined,
  };
}
