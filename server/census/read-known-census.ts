import { presentPatients, type PresentPatient } from "#db/census-counts";
import { newestForecast } from "#db/census-forecasts";
import { type CensusUnit, censusUnits, hourlyCensus } from "#db/census";
import { fittedModel } from "#db/fitted-models";
import { weeklyFluAdmissions } from "#db/flu-admissions";
import type { Queryable } from "#db/pool";
import { AcuityClass } from "#models/acuity/acuity-class";
import type { CensusPatient, FluPath } from "#models/census/census-inputs";
import { FRESH_FOR_MS } from "#models/forecasts/forecast-age";
import { dailyWave } from "#models/hospital-flu/daily-wave";
import { HospitalFluBasis } from "#models/hospital-flu/hospital-flu-forecast";
import { formatLocal } from "#models/shared/hospital-instant";
import { fitUnitFlow } from "#models/forecasts/fit-unit-flow";
import { UNIT_FLOW } from "#models/forecasts/past-presence";
import { UnitFlow } from "#models/forecasts/unit-flow";
import type { SiteId, UnitId } from "#models/shared/ids";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { type CountedColumns, toColumns } from "./counted-columns";
import type { KnownCensus } from "./forecast-protocol";

/** What admissions are learnt from: long enough for a rhythm, short enough to follow the season. */
const CENSUS_DAYS = 56;
/** Three seasons tell what one is like. */
const FLU_DAYS = 3 * 366;

interface Options {
  timeZone: string;
  /** Who lay where then, when it is not to be read from the beds: for a past that is made up. */
  patients?: readonly CensusPatient[] | undefined;
}

/**
 * What the inputs of a census forecast of that instant are put together from, which takes a thread of its own:
 * the patients there, how they leave, what comes in, as far as it was known then. What is not known of a
 * patient is said to be unknown.
 */
export async function readKnownCensus(
  db: Queryable,
  issuedAt: Date,
  { timeZone, patients }: Options,
): Promise<KnownCensus> {
  const since = (days: number) => new Date(issuedAt.getTime() - days * MS_PER_DAY);
  const units = await censusUnits(db, issuedAt);
  const census = new Map<UnitId, CountedColumns>();
  for (const { unitId } of units) {
    const range = { from: since(CENSUS_DAYS), to: new Date(issuedAt.getTime() + 1) };
    census.set(unitId, toColumns(await hourlyCensus(db, range, unitId)));
  }
  return {
    issuedAt,
    timeZone,
    units,
    patients: patients ?? (await presentPatients(db, issuedAt)).map(patientAt(issuedAt)),
    flow: await unitFlow(db, units, timeZone),
    census,
    expectedArrivals: await expectedArrivals(db, issuedAt),
    flu: await weeklyFluAdmissions(db, since(FLU_DAYS).toISOString().slice(0, 10)),
    wave: await expectedWave(db, issuedAt, timeZone),
  };
}

/** Of somebody of a made-up past nothing was measured. */
export const ofUnknownState = (
  present: Pick<CensusPatient, "unitId" | "hoursSinceAdmission" | "hoursInUnit">,
): CensusPatient => ({ ...present, acuity: "unknown", riskToAlertLevel: "unknown" });

const hoursBetween = (from: Date, to: Date): number =>
  Math.max(0, (to.getTime() - from.getTime()) / MS_PER_HOUR);

const patientAt =
  (issuedAt: Date) =>
  ({
    unitId,
    admittedAt,
    enteredUnitAt,
    acuityClass,
    riskToAlertLevel,
  }: PresentPatient): CensusPatient => ({
    unitId,
    hoursSinceAdmission: hoursBetween(admittedAt, issuedAt),
    hoursInUnit: hoursBetween(enteredUnitAt, issuedAt),
    acuity: AcuityClass.safeParse(acuityClass).data ?? "unknown",
    riskToAlertLevel: riskToAlertLevel ?? "unknown",
  });

/** As learnt; of a hospital of which nothing has been learnt yet, what is usual. */
async function unitFlow(
  db: Queryable,
  units: readonly CensusUnit[],
  timeZone: string,
): Promise<UnitFlow> {
  const learnt = UnitFlow.safeParse((await fittedModel(db, UNIT_FLOW))?.parameters);
  return learnt.data ?? fitUnitFlow([], units, { timeZone, source: "What is usual elsewhere" });
}

/** Means of the newest arrivals forecast that was there at the instant, by site and hour. */
async function expectedArrivals(
  db: Queryable,
  issuedAt: Date,
): Promise<Map<SiteId, Map<number, number>>> {
  const expected = new Map<SiteId, Map<number, number>>();
  const forecast = await newestForecast(db, "arrivals", issuedAt);
  for (const { siteId, targetAt, mean } of forecast?.values ?? []) {
    if (!siteId) continue;
    const ofSite = expected.get(siteId) ?? new Map<number, number>();
    ofSite.set(targetAt.getTime(), mean);
    expected.set(siteId, ofSite);
  }
  return expected;
}

/** By the region's forecast, while that is fresh. */
async function expectedWave(
  db: Queryable,
  issuedAt: Date,
  timeZone: string,
): Promise<FluPath[] | undefined> {
  const forecast = await newestForecast(db, "flu", issuedAt);
  const isFresh = forecast && issuedAt.getTime() - forecast.issuedAt.getTime() < FRESH_FOR_MS.flu;
  const basis = HospitalFluBasis.safeParse(isFresh ? forecast.parameters : undefined).data;
  if (basis?.kind !== "regional") return undefined;
  const today = formatLocal(issuedAt, timeZone).slice(0, 10);
  return dailyWave(basis.paths, { ...basis, today });
}
