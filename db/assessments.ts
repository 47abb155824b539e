import type { LiveRisk, LiveScore } from "#models/realtime/board";
import type { EncounterId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** What was said of one patient at one instant, on the clock of the patient's feed. */
export interface StoredAssessment {
  encounterId: EncounterId;
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  /** SHA-256 of the model's input vector. */
  inputDigest: Uint8Array | undefined;
  /** Epoch milliseconds, on our clock. */
  madeAt: number;
}

const SAVE_SCORES = `
  insert into early_warning_scores
         (encounter_id, assessed_at, score, has_red_score, inputs_present, oldest_input_seconds, made_at)
  select encounter_id, to_timestamp(assessed_at / 1000), score, has_red_score, inputs_present, oldest,
         to_timestamp(made_at / 1000)
    from unnest($1::uuid[], $2::float8[], $3::smallint[], $4::boolean[], $5::smallint[], $6::real[],
                $7::float8[])
      as assessment (encounter_id, assessed_at, score, has_red_score, inputs_present, oldest, made_at)
      on conflict do nothing
`;

const SAVE_PREDICTIONS = `
  insert into predictions
         (encounter_id, predicted_at, model_version, risk, threshold, input_digest, contributions)
  select encounter_id, to_timestamp(predicted_at / 1000), model_version, risk, threshold,
         decode(input_digest, 'hex'), contributions
    from unnest($1::uuid[], $2::float8[], $3::text[], $4::real[], $5::real[], $6::text[], $7::jsonb[])
      as prediction (encounter_id, predicted_at, model_version, risk, threshold, input_digest, contributions)
      on conflict do nothing
`;

/** Saves a batch; one that is there already (same encounter and instant) stays as it was. */
export async function saveAssessments(
  db: Queryable,
  assessments: readonly StoredAssessment[],
): Promise<void> {
  const scores = assessments.flatMap(({ encounterId, score, madeAt }) =>
    score ? [{ encounterId, ...score, madeAt }] : [],
  );
  if (scores.length > 0) {
    await db.query(SAVE_SCORES, [
      scores.map((score) => score.encounterId),
      scores.map((score) => score.assessedAt),
      scores.map((score) => score.score),
      scores.map((score) => score.hasRedScore),
      scores.map((score) => score.inputsPresent),
      scores.map((score) => score.oldestInputSeconds ?? null),
      scores.map((score) => score.madeAt),
    ]);
  }

  // A prediction whose input cannot be checked later is not kept.
  const predictions = assessments.flatMap(({ encounterId, risk, inputDigest }) =>
    risk && inputDigest ? [{ encounterId, ...risk, inputDigest }] : [],
  );
  if (predictions.length > 0) {
    await db.query(SAVE_PREDICTIONS, [
      predictions.map((prediction) => prediction.encounterId),
      predictions.map((prediction) => prediction.predictedAt),
      predictions.map((prediction) => prediction.modelVersion),
      predictions.map((prediction) => prediction.risk),
      predictions.map((prediction) => prediction.threshold),
      predictions.map((prediction) => Buffer.from(prediction.inputDigest).toString("hex")),
      predictions.map((prediction) => JSON.stringify(prediction.contributions)),
    ]);
  }
}

const latestScoresFrom = (source: "latest_scores" | "readable_latest_scores") => `
  select encounter_id as "encounterId",
         score::int as score,
         has_red_score as "hasRedScore",
         inputs_present::int as "inputsPresent",
         oldest_input_seconds as "oldestInputSeconds",
         previous_score::int as "previousScore",
         extract(epoch from assessed_at)::float8 * 1000 as "assessedAt",
         extract(epoch from assessed_at - made_at)::float8 * 1000 as "feedOffsetMs"
    from ${source}($1)
`;

const latestPredictionsFrom = (source: "latest_predictions" | "readable_latest_predictions") => `
  select encounter_id as "encounterId",
         risk,
         threshold,
         previous_risk as "previousRisk",
         model_version as "modelVersion",
         contributions,
         extract(epoch from predicted_at)::float8 * 1000 as "predictedAt"
    from ${source}($1)
`;

const LATEST = {
  scores: latestScoresFrom("latest_scores"),
  predictions: latestPredictionsFrom("latest_predictions"),
};
const READABLE_LATEST = {
  scores: latestScoresFrom("readable_latest_scores"),
  predictions: latestPredictionsFrom("readable_latest_predictions"),
};

type Nullable<T, Key extends keyof T> = Omit<T, Key> & { [K in Key]: NonNullable<T[K]> | null };
type ScoreRow = Nullable<LiveScore, "previousScore" | "oldestInputSeconds"> & {
  encounterId: EncounterId;
  feedOffsetMs: number;
};
type RiskRow = Nullable<LiveRisk, "previousRisk"> & { encounterId: EncounterId };

export interface LatestAssessment {
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  /** The feed's clock minus ours when the score was made. */
  feedOffsetMs: number | undefined;
}

/** The latest score and the latest prediction of each encounter that has one. */
export const latestAssessments = (
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<LatestAssessments> => readLatest(db, encounterIds, LATEST);

/** The same, of those encounters that the acting person may see. */
export const readableLatestAssessments = (
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<LatestAssessments> => readLatest(db, encounterIds, READABLE_LATEST);

type LatestAssessments = Map<EncounterId, LatestAssessment>;

async function readLatest(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  sql: typeof LATEST,
): Promise<LatestAssessments> {
  const scores = await db.query<ScoreRow>(sql.scores, [encounterIds]);
  const risks = await db.query<RiskRow>(sql.predictions, [encounterIds]);

  const latest: LatestAssessments = new Map();
  for (const { encounterId, feedOffsetMs, ...row } of scores.rows) {
    const score = {
      ...row,
      previousScore: row.previousScore ?? undefined,
      oldestInputSeconds: row.oldestInputSeconds ?? undefined,
    };
    latest.set(encounterId, { score, risk: undefined, feedOffsetMs });
  }
  for (const { encounterId, ...row } of risks.rows) {
    const risk = { ...row, previousRisk: row.previousRisk ?? undefined };
    const known = latest.get(encounterId);
    latest.set(encounterId, { score: known?.score, risk, feedOffsetMs: known?.feedOffsetMs });
  }
  return latest;
}
