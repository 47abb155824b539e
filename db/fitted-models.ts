import type { Queryable } from "./pool";

/** What a model has learnt from this hospital's own past. */
export interface FittedModel {
  fittedAt: Date;
  version: string;
  /** Parsed by who reads it. */
  parameters: unknown;
}

const SAVE = `
  insert into fitted_models (name, fitted_at, version, parameters)
  values ($1, $2, $3, $4)
      on conflict (name) do update
     set fitted_at = excluded.fitted_at,
         version = excluded.version,
         parameters = excluded.parameters
`;

/** The newest alone is kept. */
export async function saveFittedModel(
  db: Queryable,
  name: string,
  { fittedAt, version, parameters }: FittedModel,
): Promise<void> {
  await db.query(SAVE, [name, fittedAt, version, JSON.stringify(parameters)]);
}

const FITTED = `
  select fitted_at as "fittedAt", version, parameters
    from fitted_models
   where name = $1
`;

export async function fittedModel(db: Queryable, name: string): Promise<FittedModel | undefined> {
  const { rows } = await db.query<FittedModel>(FITTED, [name]);
  return rows[0];
}
