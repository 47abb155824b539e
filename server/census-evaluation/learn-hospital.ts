import {
  FORECAST_DAYS,
  FORECAST_HOURS,
  type CensusInputs,
  type CensusUnit,
  type Route,
} from "#models/census/census-inputs";
import { fitHazards } from "#models/census/fit-hazards";
import { fitUnitResponse } from "#models/census/fit-unit-response";
import type { CensusHazards } from "#models/census/hazards";
import type { HospitalPlan } from "#models/hospital/demo-hospital";
import { UnitId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { WatchedHospital } from "./watch-hospital";

/** What a forecaster has learnt from a hospital's records: all of the inputs but who lies there now. */
export interface LearntHospital {
  units: CensusUnit[];
  hazards: CensusHazards;
}

/** Names units by their place: a simulated hospital has no other ids. */
const unitIdOf = (place: number): UnitId =>
  UnitId.parse(`00000000-0000-4000-8000-${String(place).padStart(12, "0")}`);

const routesOf = (counts: ReadonlyMap<number, number>, of: number): Route[] =>
  [...counts].map(([place, count]) => ({ unitId: unitIdOf(place), share: count / of }));

const sumOf = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

export function learnHospital(plan: HospitalPlan, watched: WatchedHospital): LearntHospital {
  const units = plan.units.map(({ code, name, kind, bedLabels }, place): CensusUnit => {
    const record = watched.units[place];
    if (!record) throw new Error(`no records of unit ${code}`);
    const beds = bedLabels.length;
    return {
      unitId: unitIdOf(place),
      code,
      name,
      kind,
      staffedBeds: beds,
      licensedBeds: beds,
      admissionsPerHour: new Array<number>(FORECAST_HOURS).fill(record.admissions / record.hours),
      electivePerDay: new Array<number>(FORECAST_DAYS).fill(0),
      // Chance apart, what makes the counts of days vary is in the response.
      dispersion: 1,
      onward: routesOf(record.onward, Math.max(1, record.left)),
      toIntensive: routesOf(record.toIntensive, Math.max(1, sumOf(record.toIntensive))),
      response: fitUnitResponse(record.byCount, beds),
    };
  });
  return {
    units,
    hazards: {
      source: "a simulated history",
      kinds: fitHazards(watched.pieces),
      expectedDischarge: { keptShare: 0, spreadHours: 6 },
    },
  };
}

/** The inputs of a forecast issued now of a hospital under watch, with what was learnt from another's past. */
export function inputsOf(
  learnt: LearntHospital,
  { hospital, stays }: WatchedHospital,
): CensusInputs {
  return {
    issuedAt: new Date(hospital.at).toISOString(),
    hoursOfWeek: Array.from({ length: FORECAST_HOURS }, (_, hour) => hour % 168),
    units: learnt.units,
    patients: [...stays.values()].map(({ place, since, risk }) => ({
      unitId: unitIdOf(place),
      hoursSinceAdmission: (hospital.at - since) / MS_PER_HOUR,
      hoursInUnit: (hospital.at - since) / MS_PER_HOUR,
      acuity: "unknown",
      riskToAlertLevel: risk,
    })),
    hazards: learnt.hazards,
    admissionsLevelCv: 0,
    electiveByHourOfDay: new Array<number>(24).fill(1 / 24),
    flu: { paths: [], general: [], intensive: [] },
  };
}
