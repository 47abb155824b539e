import "server-only";
import { type CensusUnit, censusUnits, type HourlyCensus, readableHourlyCensus } from "#db/census";
import {
  newestIssues,
  readableNewestForecast,
  type RisksOfInputs,
  risksOfNewestInputs,
  staffingOfNewestInputs,
} from "#db/census-forecasts";
import { newestIntensiveTransfers } from "#db/intensive-transfers";
import type { LiveSession } from "#db/sessions";
import type { Outlook } from "#models/census/outlook";
import type { ForecastIssue } from "#models/forecasts/forecast-issue";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";
import { type StaffingSince, staffingSince } from "./staffing-since";
import { storedOutlook } from "./stored-outlook";

export interface Capacity {
  units: readonly CensusUnit[];
  /** The last days, by unit, then in the order of time. */
  counted: readonly HourlyCensus[];
  /** Undefined before the first forecast. */
  outlook: Outlook | undefined;
  /** What the transfers into intensive care were computed from; undefined when that is not known. */
  risks: RisksOfInputs | undefined;
  /** Undefined while the staffed beds are those of the forecast. */
  staffing: StaffingSince | undefined;
  issues: readonly ForecastIssue[];
  readAt: Date;
}

const COUNTED_DAYS = 7;

/** The hospital's beds as they were, are and are expected to be, for whoever may see its capacity. */
export function readCapacity(session: LiveSession): Promise<Capacity> {
  const readAt = new Date();
  const range = {
    from: new Date(readAt.getTime() - COUNTED_DAYS * MS_PER_DAY),
    to: new Date(readAt.getTime() + MS_PER_HOUR),
  };
  return asActor(session, async (db) => {
    const units = await censusUnits(db, readAt);
    const counted = await readableHourlyCensus(db, range);
    const issues = await newestIssues(db);
    const hourly = await readableNewestForecast(db, "census-hourly", readAt);
    const daily = await readableNewestForecast(db, "census-daily", readAt);
    const transfers = await newestIntensiveTransfers(db);
    // Those of an older turn say nothing of the next 24 hours.
    const isOfTurn = transfers?.issuedAt.getTime() === hourly?.issuedAt.getTime();
    const intensiveTransfers = isOfTurn ? transfers : undefined;
    const outlook = hourly && daily && storedOutlook({ hourly, daily, units, intensiveTransfers });
    const newestRisks = await risksOfNewestInputs(db);
    const isOfInputs = newestRisks?.madeAt.getTime() === transfers?.issuedAt.getTime();
    const risks = isOfInputs ? newestRisks : undefined;
    const staffed = await staffingOfNewestInputs(db);
    const ofForecast = staffed.filter(
      ({ madeAt }) => madeAt.getTime() === daily?.issuedAt.getTime(),
    );
    const staffing = staffingSince(ofForecast, units);
    return { units, counted, outlook, risks, staffing, issues, readAt };
  });
}
