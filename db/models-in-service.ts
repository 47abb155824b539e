import { z } from "zod";
import { TrainingDistribution } from "#models/deterioration/drift";
import type {
  ModelReport,
  ModelSignature,
  ServedModel,
} from "#models/deterioration/model-in-service";
import type { Queryable } from "./pool";

const SAVE = `
  insert into models_in_service
         (name, state, version, manifest_sha256, signature, refusal, card, distribution, reported_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (name) do update
     set state = excluded.state,
         version = excluded.version,
         manifest_sha256 = excluded.manifest_sha256,
         signature = excluded.signature,
         refusal = excluded.refusal,
         card = excluded.card,
         distribution = excluded.distribution,
         reported_at = excluded.reported_at
`;

/** What became of a model when it was loaded last, in place of what became of it before. */
export async function saveModelReport(
  db: Queryable,
  name: ServedModel,
  report: ModelReport,
  now: Date,
): Promise<void> {
  const loaded = report.state === "in-service" ? report : undefined;
  await db.query(SAVE, [
    name,
    report.state,
    report.state === "absent" ? null : report.version,
    loaded?.manifestSha256 ?? null,
    loaded?.signature ?? null,
    report.state === "refused" ? report.reason : null,
    loaded ? JSON.stringify(loaded.card) : null,
    loaded?.distribution ? JSON.stringify(loaded.distribution) : null,
    now,
  ]);
}

/** A model as the wards have it. Nothing is kept of the files of one that was refused. */
export interface ModelInService {
  name: ServedModel;
  state: ModelReport["state"];
  version: string | null;
  manifestSha256: string | null;
  signature: ModelSignature | null;
  refusal: string | null;
  /** As it was verified; whoever shows it parses it. */
  card: unknown;
  /** Whether its inputs can be compared with those it was trained on. */
  hasDistribution: boolean;
  reportedAt: Date;
}

const MODELS = `
  select name, state, version, manifest_sha256 as "manifestSha256", signature, refusal, card,
         distribution is not null as "hasDistribution", reported_at as "reportedAt"
    from models_in_service
   order by name
`;

export async function modelsInService(db: Queryable): Promise<ModelInService[]> {
  const { rows } = await db.query<ModelInService>(MODELS);
  return rows;
}

const DISTRIBUTIONS = `
  select name, version, distribution
    from models_in_service
   where state = 'in-service'
     and distribution is not null
`;

const DistributionRow = z.object({
  name: z.string(),
  version: z.string(),
  distribution: TrainingDistribution,
});
export type ModelDistribution = z.infer<typeof DistributionRow>;

/** What the models in service were trained on, of those that say it. */
export async function modelDistributions(db: Queryable): Promise<ModelDistribution[]> {
  const { rows } = await db.query(DISTRIBUTIONS);
  return rows.map((row) => DistributionRow.parse(row));
}
