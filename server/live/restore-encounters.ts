import type pg from "pg";
import { latestAssessments } from "#db/assessments";
import {
  laboratoryResults,
  newestSigns,
  sampledSigns,
  type ObservedValue,
} from "#db/placed-encounters";
import { CARRY_FORWARD_MS } from "#models/deterioration/observation-window";
import type { EncounterId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { VITAL_SIGNS, VITAL_SIGN_KINDS } from "#models/vitals/vital-sign";
import { FEED_CLOCK_KIND, OBSERVATION_STRIDE } from "../scoring/protocol";
import type { BedDirectory } from "./bed-directory";
import {
  forgetTrend,
  newestObservedAt,
  takeSign,
  TREND_POINTS,
  TREND_STEP_MS,
  type LiveEncounter,
} from "./live-bed";
import type { Scorer } from "./scorer";

export interface RestorePorts {
  pool: pg.Pool;
  directory: BedDirectory;
  scorer: Scorer;
  now: () => Date;
}

/** A day of signs is what the board shows and what the model reads. */
const SIGNS_WINDOW_MS = MS_PER_DAY;

/** Stored further ahead of the feed's clock than this, a value was stamped by a clock since set back. */
const AHEAD_MS = 2 * MS_PER_MINUTE;

/** At start nobody is served yet; behind, ingest waits for each statement, so they are kept short. */
export const BATCH_AT_START = 50;
export const BATCH_BEHIND = 1;

export function batchesOf<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    batches.push(items.slice(start, start + size));
  }
  return batches;
}

/** What a board needs to be right again: newest signs, latest score and prediction. The rest may follow. */
export async function restoreNewest(
  { pool, directory, scorer, now }: RestorePorts,
  encounters: readonly LiveEncounter[],
): Promise<void> {
  const ids = encounters.map((encounter) => encounter.encounterId);
  const signs = groupByEncounter(await newestSigns(pool, ids));
  const assessments = await latestAssessments(pool, ids);

  const at = now().getTime();
  const toScore: ObservedValue[] = [];
  for (const encounter of encounters) {
    const assessment = assessments.get(encounter.encounterId);
    encounter.score ??= assessment?.score;
    encounter.risk ??= assessment?.risk;
    const newest = signs.get(encounter.encounterId) ?? [];
    toScore.push(...restoreSigns(directory, encounter, newest));
    if (encounter.sentAt === undefined)
      encounter.feedOffsetMs = assessment?.feedOffsetMs ?? likelyOffset(newest, at);
  }
  if (toScore.length > 0) scorer.observe(toRecords(directory, toScore, at));
}

function restoreSigns(
  directory: BedDirectory,
  encounter: LiveEncounter,
  signs: readonly ObservedValue[],
): readonly ObservedValue[] {
  const bed = directory.bed(encounter.bedId);
  if (!bed || signs.length === 0) return [];
  const newestAt = Math.max(...signs.map((sign) => sign.observedAt));
  const recent = signs.filter((sign) => sign.observedAt > newestAt - SIGNS_WINDOW_MS);
  for (const sign of recent) takeSign(bed, encounter, sign.kind, sign.observedAt, sign.value);
  return recent;
}

/**
 * The clock of a feed whose patient was never scored. One that runs ahead shows in its observations; any
 * other is taken for right until its next message: a sign is shown as too old rather than as too fresh.
 */
const likelyOffset = (signs: readonly ObservedValue[], at: number): number =>
  signs.reduce((offset, { observedAt }) => Math.max(offset, observedAt - at), 0);

/** The last day hour by hour for the model. It may follow behind. */
export async function restoreScorerHistory(
  { pool, directory, scorer, now }: RestorePorts,
  encounters: readonly LiveEncounter[],
): Promise<void> {
  const history = await readHistory(pool, encounters.filter(isMonitored));
  if (history.length > 0) scorer.observe(toRecords(directory, history, now().getTime()));
}

async function readHistory(
  pool: pg.Pool,
  monitored: readonly LiveEncounter[],
): Promise<ObservedValue[]> {
  if (monitored.length === 0) return [];
  const signs = await sampledSigns(pool, {
    encounters: monitored.map(endOf),
    kinds: kindsSeen(monitored),
    stepSeconds: 3_600,
    steps: SIGNS_WINDOW_MS / MS_PER_HOUR,
  });
  const ids = monitored.map((encounter) => encounter.encounterId);
  const from = new Date(Math.min(...monitored.map(newestObservedAt)) - CARRY_FORWARD_MS);
  return [...signs, ...(await laboratoryResults(pool, ids, from))];
}

/**
 * Builds one encounter again from what is stored, after stored values were corrected or withdrawn.
 * What came in meanwhile stays: the newest of each sign is in memory. `beginAnew` makes the scorer
 * forget the encounter; its earlier scores go with it, for they rested on what no longer stands.
 */
export async function rereadEncounter(
  ports: RestorePorts,
  encounter: LiveEncounter,
  { beginAnew, isOutdated }: { beginAnew: () => void; isOutdated: () => boolean },
): Promise<void> {
  const { pool, directory, scorer, now } = ports;
  const bed = directory.bed(encounter.bedId);
  if (!bed) return;
  const newest = await newestSigns(pool, [encounter.encounterId]);
  if (isOutdated()) return; // revised again: the answer may hold what has been taken back since
  const clinicalNow = now().getTime() + encounter.feedOffsetMs;
  const hasHappened = ({ observedAt }: ObservedValue) => observedAt <= clinicalNow + AHEAD_MS;
  for (const sign of newest.filter(hasHappened))
    takeSign(bed, encounter, sign.kind, sign.observedAt, sign.value);
  const history = isMonitored(encounter) ? await readHistory(pool, [encounter]) : [];
  if (directory.byEncounter(encounter.encounterId) !== encounter) return; // left meanwhile

  beginAnew();
  const values = [...history.filter(hasHappened), ...newestInMemory([encounter])];
  if (values.length > 0) scorer.observe(toRecords(directory, values, now().getTime()));
  if (!isMonitored(encounter)) {
    encounter.score = undefined;
    encounter.risk = undefined;
    bed.changes.score = true;
    bed.changes.risk = true;
  }
  forgetTrend(bed, encounter);
  await restoreTrends(ports, [encounter]);
}

/** The points of the sparklines before those that came live. */
export async function restoreTrends(
  { pool, directory }: RestorePorts,
  encounters: readonly LiveEncounter[],
): Promise<void> {
  const trend = await sampledSigns(pool, {
    encounters: encounters.filter(isMonitored).map(endOf),
    kinds: [VITAL_SIGNS.heartRate.id],
    stepSeconds: TREND_STEP_MS / 1_000,
    steps: TREND_POINTS,
  });
  for (const [encounterId, points] of groupByEncounter(trend)) {
    const encounter = directory.byEncounter(encounterId);
    if (encounter) prependTrend(directory, encounter, points);
  }
}

/** A sign nobody here has is not looked for. */
const kindsSeen = (encounters: readonly LiveEncounter[]): number[] =>
  VITAL_SIGN_KINDS.map((kind) => VITAL_SIGNS[kind].id).filter((id) =>
    encounters.some(({ values }) => !Number.isNaN(values[id] ?? Number.NaN)),
  );

const endOf = (encounter: LiveEncounter) => ({
  encounterId: encounter.encounterId,
  newestAt: new Date(newestObservedAt(encounter)),
});

/** Tells a scorer that begins anew what is in memory: the newest value of each sign. */
export function tellScorerNewest(
  { directory, scorer, now }: RestorePorts,
  encounters: Iterable<LiveEncounter> = directory.encounters(),
): void {
  const values = newestInMemory(encounters);
  if (values.length > 0) scorer.observe(toRecords(directory, values, now().getTime()));
}

function newestInMemory(encounters: Iterable<LiveEncounter>): ObservedValue[] {
  const values: ObservedValue[] = [];
  for (const { encounterId, values: signs, observedAt } of encounters) {
    signs.forEach((value, kind) => {
      const at = observedAt[kind];
      if (at !== undefined && !Number.isNaN(value)) {
        values.push({ encounterId, kind, observedAt: at, value });
      }
    });
  }
  return values;
}

// Without a sign there is no time to read from: it would be a scan of the whole table.
const isMonitored = (encounter: LiveEncounter): boolean =>
  Number.isFinite(newestObservedAt(encounter));

function prependTrend(
  directory: BedDirectory,
  encounter: LiveEncounter,
  points: readonly ObservedValue[],
): void {
  const firstLiveAt = encounter.trendAt - (encounter.trend.length - 1) * TREND_STEP_MS;
  const older = points.filter((point) => point.observedAt + TREND_STEP_MS <= firstLiveAt);
  encounter.trend = [...older.map((point) => point.value), ...encounter.trend].slice(-TREND_POINTS);
  const bed = directory.bed(encounter.bedId);
  if (bed) bed.changes.trend = true;
}

function groupByEncounter(values: readonly ObservedValue[]): Map<EncounterId, ObservedValue[]> {
  const groups = new Map<EncounterId, ObservedValue[]>();
  for (const value of values) {
    const group = groups.get(value.encounterId);
    if (group) group.push(value);
    else groups.set(value.encounterId, [value]);
  }
  return groups;
}

/** The records of the scoring protocol, with each encounter's clock as it is guessed until it speaks. */
export function toRecords(
  directory: BedDirectory,
  values: readonly ObservedValue[],
  receivedAt: number,
): Float64Array<ArrayBuffer> {
  const records: number[] = [];
  const clocks = new Set<LiveEncounter>();
  for (const { encounterId, kind, observedAt, value } of values) {
    const encounter = directory.byEncounter(encounterId);
    if (!encounter) continue;
    clocks.add(encounter);
    records.push(encounter.slot, kind, observedAt, value);
  }
  for (const { slot, feedOffsetMs } of clocks) {
    records.push(slot, FEED_CLOCK_KIND, receivedAt + feedOffsetMs, receivedAt);
  }
  if (records.length % OBSERVATION_STRIDE !== 0) throw new Error("records of the wrong stride");
  return Float64Array.from(records);
}
