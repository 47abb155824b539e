import { z } from "zod";
import type { DetectorState } from "#models/security/detect";
import type { Queryable } from "./pool";

/** How far the audit trail has been read, and what the detectors need after a restart. */
export interface DetectorCursor {
  processed: number;
  /** The oldest audit record that still counts in a window. */
  windowFrom: number;
  kept: Pick<DetectorState, "quietUntil" | "latestAt">;
}

const QuietUntil = z.record(z.string(), z.number());

// Locked until the transaction ends: two that read the trail at once would open everything twice.
const LOCK_CURSOR = `
  select processed::int,
         window_from::int as "windowFrom",
         latest_at as "latestAt",
         quiet_until as "quietUntil"
    from detector_cursor
     for update
`;

export async function lockCursor(client: Queryable): Promise<DetectorCursor> {
  const { rows } = await client.query<{
    processed: number;
    windowFrom: number;
    latestAt: Date | null;
    quietUntil: unknown;
  }>(LOCK_CURSOR);
  const [row] = rows;
  if (!row) throw new Error("the row of detector_cursor is gone");
  return {
    processed: row.processed,
    windowFrom: row.windowFrom,
    kept: {
      latestAt: row.latestAt?.getTime() ?? -Infinity,
      quietUntil: new Map(Object.entries(QuietUntil.parse(row.quietUntil))),
    },
  };
}

const SAVE_CURSOR = `
  update detector_cursor
     set processed = $1,
         window_from = $2,
         latest_at = $3,
         quiet_until = $4,
         last_signal_at = coalesce($5, last_signal_at),
         checked_at = $6
`;

export async function saveCursor(
  client: Queryable,
  { processed, windowFrom, kept }: DetectorCursor,
  { lastSignalAt, now }: { lastSignalAt: Date | undefined; now: Date },
): Promise<void> {
  await client.query(SAVE_CURSOR, [
    processed,
    windowFrom,
    Number.isFinite(kept.latestAt) ? new Date(kept.latestAt) : null,
    JSON.stringify(Object.fromEntries(kept.quietUntil)),
    lastSignalAt ?? null,
    now,
  ]);
}

const NOTE_CHECK = "update detector_cursor set checked_at = $1";

/** Nothing was new; that it was looked at is worth knowing. */
export async function noteCheck(client: Queryable, now: Date): Promise<void> {
  await client.query(NOTE_CHECK, [now]);
}

const WATCH_STATE = `
  select last_signal_at as "lastSignalAt",
         checked_at as "checkedAt"
    from detector_cursor
`;

/** When the detectors last said something, and when they last looked. */
export async function watchState(
  db: Queryable,
): Promise<{ lastSignalAt: Date | null; checkedAt: Date | null }> {
  const { rows } = await db.query<{ lastSignalAt: Date | null; checkedAt: Date | null }>(
    WATCH_STATE,
  );
  return rows[0] ?? { lastSignalAt: null, checkedAt: null };
}
