import type { Queryable } from "#db/pool";
import { findRoster } from "#db/rosters";
import type { RosterId } from "#models/rostering/roster-ids";
import type { RosterScore } from "#models/rostering/roster-score";
import { AppError } from "#models/shared/errors";
import { readScore } from "../my-shifts/judge";

/** A ward's score is some megabytes: the rosters that run are few. */
const MOST_KEPT = 8;

/** Scored rosters, kept as long as nothing that they are made from has changed: to read one takes longer. */
export interface SickCallScores {
  /** @throws not-found of a roster that is not there */
  of(rosterId: RosterId): Promise<{ version: number; score: RosterScore }>;
  /** Who is away, what is wished or what is to be covered has changed, which no version of a roster tells. */
  forget(): void;
}

export function createSickCallScores(db: Queryable): SickCallScores {
  const kept = new Map<RosterId, { version: number; score: Promise<RosterScore> }>();

  return {
    async of(rosterId) {
      const row = await findRoster(db, rosterId);
      if (!row) throw new AppError("not-found", `roster ${rosterId}`);
      const { version } = row;
      const known = kept.get(rosterId);
      if (known?.version === version) return { version, score: await known.score };
      const reading = { version, score: readScore(db, rosterId) };
      kept.delete(rosterId);
      kept.set(rosterId, reading);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
      reading.score.catch(() => {
        if (kept.get(rosterId) === reading) kept.delete(rosterId);
      });
      return { version, score: await reading.score };
    },
    forget: () => kept.clear(),
  };
}
