import { CensusInputs } from "#models/census/census-inputs";
import type { Queryable } from "./pool";

/**
 * What the newest bed forecast was computed from, for whoever may see the hospital's capacity. Undefined
 * before the first, and for inputs of an older version of the system, which the next forecast replaces.
 */
export async function newestCensusInputs(db: Queryable): Promise<CensusInputs | undefined> {
  const { rows } = await db.query<{ inputs: unknown }>(`select inputs from census_inputs`);
  return CensusInputs.safeParse(rows[0]?.inputs).data;
}
