import "server-only";
import { censusUnits, readableHourlyCensus } from "#db/census";
import { newestCensusInputs, newestIssues } from "#db/census-forecasts";
import type { Queryable } from "#db/pool";
import { CensusInputs } from "#models/census/census-inputs";
import type { ForecastIssue } from "#models/forecasts/forecast-issue";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import { countedOfPlaces } from "../counted-beds";
import { type StaffingSince, staffingSince } from "../staffing-since";
import type { PlannedUnit } from "./scenario-draft";

export interface WhatIfData {
  /** Undefined before the first forecast. */
  inputs: CensusInputs | undefined;
  /** Those the inputs tell of. */
  units: readonly PlannedUnit[];
  /** Undefined while the staffed beds are those of the inputs. */
  staffing: StaffingSince | undefined;
  issues: readonly ForecastIssue[];
  readAt: Date;
  counted: Readonly<Record<string, readonly CountedPoint[]>>;
}

const COUNTED_DAYS = 7;

/** What the browser forecasts from, and what was counted before it. */
export async function readWhatIf(db: Queryable, now: Date): Promise<WhatIfData> {
  const newest = await newestCensusInputs(db);
  // Those of an older version of the system may no longer be any: the next forecast replaces them.
  const inputs = CensusInputs.safeParse(newest?.inputs).data;
  const range = {
    from: new Date(now.getTime() - COUNTED_DAYS * MS_PER_DAY),
    to: new Date(now.getTime() + MS_PER_HOUR),
  };
  const counted = await readableHourlyCensus(db, range);
  const units = await censusUnits(db, now);
  const issues = await newestIssues(db);
  return {
    inputs,
    units:
      inputs?.units.map(({ unitId, code, name, staffedBeds, licensedBeds }) => ({
        ...{ unitId, code, name, staffedBeds, licensedBeds },
      })) ?? [],
    staffing: staffingSince(inputs?.units ?? [], units),
    ...{ issues, readAt: now },
    counted: countedOfPlaces(counted, units),
  };
}
