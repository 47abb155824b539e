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

/** Where scores and predictions are read: the tables, or what of them the acting person may see. */
const EVERYBODY = { scores: "early_warning_scores", predictions: "predictions" } as const;
const READABLE = {
  scores: "readable_early_warning_scores",
  predictions: "readable_predictions",
} as const;
type Assessed = typeof EVERYBODY | typeof READABLE;

/** About an hour: the newest score that is at least this much older than the latest. */
const PREVIOUS = "interval '50 minutes'";

const latestScores = ({ scores }: Assessed) => `
  select encounters.encounter_id as "encounterId",
         latest.score::int as score,
         latest.has_red_score as "hasRedScore",
         latest.inputs_present::int as "inputsPresent",
         latest.oldest_input_seconds as "oldestInputSeconds",
         previous.score::int as "previousScore",
         extract(epoch from latest.assessed_at)::float8 * 1000 as "assessedAt",
         extract(epoch from latest.assessed_at - latest.made_at)::float8 * 1000 as "feedOffsetMs"
    from encounters
   cross join lateral (
     select *
       from ${scores} as scored
      where scored.encounter_id = encounters.encounter_id
      order by assessed_at desc
      limit 1
   ) as latest
    left join lateral (
     select score
       from ${scores} as scored
      where scored.encounter_id = encounters.encounter_id
        and assessed_at <= latest.assessed_at - ${PREVIOUS}
        and assessed_at > latest.assessed_at - 3 * ${PREVIOUS}
      order by assessed_at desc
      limit 1
   ) as previous on true
   where encounters.encounter_id = any ($1)
`;

const latestPredictions = ({ predictions }: Assessed) => `
  select encounters.encounter_id as "encounterId",
         latest.risk,
         latest.threshold,
         previous.risk as "previousRisk",
         latest.model_version as "modelVersion",
         latest.contributions,
         extract(epoch from latest.predicted_at)::float8 * 1000 as "predictedAt"
    from encounters
   cross join lateral (
     select *
       from ${predictions} as predicted
      where predicted.encounter_id = encounters.encounter_id
      order by predicted_at desc
      limit 1
   ) as latest
    left join lateral (
     select risk
       from ${predictions} as predicted
      where predicted.encounter_id = encounters.encounter_id
        and predicted_at <= latest.predicted_at - ${PREVIOUS}
        and predicted_at > latest.predicted_at - 3 * ${PREVIOUS}
      order by predicted_at desc
      limit 1
   ) as previous on true
   where encounters.encounter_id = any ($1)
`;

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
): Promise<LatestAssessments> => readLatest(db, encounterIds, EVERYBODY);

/** The same, of those encounters that the acting person may see. */
export const readableLatestAssessments = (
  db: Queryable,
  encounterIds: readonly EncounterId[],
): Promise<LatestAssessments> => readLatest(db, encounterIds, READABLE);

type LatestAssessments = Map<EncounterId, LatestAssessment>;

async function readLatest(
  db: Queryable,
  encounterIds: readonly EncounterId[],
  from: Assessed,
): Promise<LatestAssessments> {
  const scores = await db.query<ScoreRow>(latestScores(from), [encounterIds]);
  const risks = await db.query<RiskRow>(latestPredictions(from), [encounterIds]);

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
