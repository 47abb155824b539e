import type { Queryable } from "#db/pool";
import { findRoster } from "#db/rosters";
import type { RosterId } from "#models/rostering/roster-ids";
import { AppError } from "#models/shared/errors";
import { readJudged } from "./judging/read-judged";
import type { RosterInCourt, RosterJudge } from "./judging/roster-judge";

/** The rosters that run are few. */
const MOST_KEPT = 8;

/** Rosters before the judge, kept as long as nothing that they are made from has changed: to read one takes longer. */
export interface SickCallScores {
  /** @throws not-found of a roster that is not there */
  of(rosterId: RosterId): Promise<{ version: number; judged: RosterInCourt }>;
  /** Who is away, what is wished or what is to be covered has changed, which no version of a roster tells. */
  forget(): void;
}

export function createSickCallScores(db: Queryable, judge: RosterJudge): SickCallScores {
  const kept = new Map<RosterId, { version: number; judged: Promise<RosterInCourt> }>();

  return {
    async of(rosterId) {
      const row = await findRoster(db, rosterId);
      if (!row) throw new AppError("not-found", `roster ${rosterId}`);
      const { version } = row;
      const known = kept.get(rosterId);
      if (known?.version === version) return { version, judged: await known.judged };
      const reading = { version, judged: readJudged(judge, db, rosterId) };
      kept.delete(rosterId);
      kept.set(rosterId, reading);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
      reading.judged.catch(() => {
        if (kept.get(rosterId) === reading) kept.delete(rosterId);
      });
      return { version, judged: await reading.judged };
    },
    forget: () => kept.clear(),
  };
}
