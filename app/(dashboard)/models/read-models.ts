import "server-only";
import { disposedAlerts } from "#db/alert-dispositions";
import { columnDrift } from "#db/model-drift";
import { type ModelInService, modelsInService } from "#db/models-in-service";
import type { LiveSession } from "#db/sessions";
import { allUnits, type Unit } from "#db/units";
import { hoursBefore } from "#models/shared/time-range";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";

/** As far back as the share of right alerts and the course of drift are shown. */
const WEEKS = 8;
const DRIFT_DAYS = 14;

/** Everything the page shows, in one transaction; of the chosen unit, or the first one. */
export async function readModels(session: LiveSession, unitCode: string | undefined) {
  const now = new Date();
  const daysAgo = (days: number) => hoursBefore(now, days * 24).from;
  return asActor(session, async (db) => {
    const models = await modelsInService(db);
    const units = await allUnits(db);
    const unit = chosenUnit(units, session, unitCode);
    const version = models.find(isDeterioration)?.version ?? undefined;
    if (version === undefined) return { models, units, unit, weeks: [], columns: [] };
    return {
      models,
      units,
      unit,
      weeks: await disposedAlerts(db, {
        version,
        since: daysAgo(WEEKS * 7),
        timeZone: hospitalTime().timeZone,
      }),
      columns: unit
        ? await columnDrift(db, {
            ...{ model: "deterioration", version, unitId: unit.unitId },
            since: daysAgo(DRIFT_DAYS),
          })
        : [],
    };
  });
}

export const isDeterioration = ({ name }: ModelInService): boolean => name === "deterioration";

/** One's own unit before another: what a nurse looks for first. */
const chosenUnit = (
  units: readonly Unit[],
  { unitIds }: LiveSession,
  code: string | undefined,
): Unit | undefined =>
  units.find((unit) => unit.code === code) ??
  units.find(({ unitId }) => unitIds.includes(unitId)) ??
  units[0];
