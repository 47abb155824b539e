import "server-only";
import { setImmediate } from "node:timers/promises";
import { pastRisks, pastScores, type PastStay, pastStays } from "#db/alert-history";
import type { Queryable } from "#db/pool";
import { bedsInUse } from "#db/units";
import type { ReplayLine } from "#models/alerts/alert-budget";
import type { AlertLevels } from "#models/alerts/alert-levels";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import { pastAssessments } from "#models/alerts/past-assessments";
import { createUnitReplay, type PastPatient } from "#models/alerts/unit-replay";
import { hoursBefore, MS_PER_DAY } from "#models/shared/time-range";
import type { UnitId } from "#models/shared/ids";

export const HISTORY_DAYS = 30;

/** The last score and risk of each ten minutes: of a month of a unit of 28 beds 240,000, not 2.4 million. */
const STEP_SECONDS = 600;
/** A month of a unit of 28 beds has about 250. */
const MOST_STAYS = 600;
/** What one statement reads: the embedded database runs one at a time, and bedside messages wait behind it. */
const PART_MS = 4 * MS_PER_DAY;

/** One transaction as the person who asks. */
type Read = <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;

interface Asked {
  unitId: UnitId;
  inForce: AlertPolicy;
  levels: readonly AlertLevels[];
  hourOfDay: (at: number) => number;
  now: Date;
  /** Asked before each patient: whoever may no longer see it, or has gone, gets no more of it. */
  mayGoOn: () => Promise<boolean>;
}

/** Replays what the unit's assessments of the last days would have raised, telling how far it is. */
export async function* replayHistory(
  read: Read,
  { unitId, inForce, levels, hourOfDay, now, mayGoOn }: Asked,
): AsyncGenerator<ReplayLine> {
  const { from: since } = hoursBefore(now, HISTORY_DAYS * 24);
  const { stays, beds } = await read(async (db) => ({
    stays: await pastStays(db, { unitId, since, limit: MOST_STAYS + 1 }),
    beds: await bedsInUse(db, unitId),
  }));
  const isCut = stays.length > MOST_STAYS;
  const replay = createUnitReplay({ days: HISTORY_DAYS, beds, inForce, levels, hourOfDay });

  const replayed = stays.slice(-MOST_STAYS);
  let firstAt = now.getTime();
  for (const [done, stay] of replayed.entries()) {
    if (!(await mayGoOn())) return;
    yield { type: "progress", done, of: replayed.length };
    const patient = await readPast(read, unitId, stay, now);
    if (!patient) continue;
    firstAt = Math.min(firstAt, patient.from);
    // Some milliseconds for each policy: everything else gets its turn in between.
    for (const _ of replay.add(patient)) await setImmediate();
  }
  yield { type: "result", replay: replay.result({ isCut, firstAt, now: now.getTime() }) };
}

/** Undefined for a patient of whom nothing was assessed: there is nothing to alert on. */
async function readPast(
  read: Read,
  unitId: UnitId,
  { encounterId, enteredAt, leftAt, event }: PastStay,
  now: Date,
): Promise<PastPatient | undefined> {
  const end = (leftAt ?? now).getTime();
  const scores = [];
  const risks = [];
  for (let from = enteredAt.getTime(); from < end; from += PART_MS) {
    const to = new Date(Math.min(end, from + PART_MS));
    const part = { unitId, encounterId, from: new Date(from), to, stepSeconds: STEP_SECONDS };
    const found = await read(async (db) => ({
      scores: await pastScores(db, part),
      risks: await pastRisks(db, part),
    }));
    scores.push(...found.scores);
    risks.push(...found.risks);
  }
  const assessments = pastAssessments(scores, risks);
  const first = Math.min(scores[0]?.at ?? Infinity, risks[0]?.at ?? Infinity);
  if (assessments.length === 0) return undefined;
  return { from: first, to: end, eventAt: event?.at.getTime(), assessments };
}
