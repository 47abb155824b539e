import {
  type CensusInputs,
  type CensusPatient,
  type FluPath,
  FORECAST_DAYS,
  FORECAST_HOURS,
  type UnitResponse,
} from "../census/census-inputs";
import { fitUnitResponse } from "../census/fit-unit-response";
import type { UnitKind } from "../encounters/demographics";
import type { SiteId, UnitId } from "../shared/ids";
import { hourOfWeek } from "../arrivals/local-hour";
import { MS_PER_HOUR } from "../shared/time-range";
import { fluPaths, type FluWeek } from "./flu-paths";
import { type AdmissionPattern, admissionPattern, levelVariation } from "./admission-pattern";
import { hospitalClock } from "./hospital-clock";
import type { UnitFlow } from "./unit-flow";

export interface AssembledUnit {
  unitId: UnitId;
  siteId: SiteId;
  code: string;
  name: string;
  kind: UnitKind;
  staffedBeds: number;
  licensedBeds: number;
}

/** What was known at the instant of issue, and of no time after it. */
export interface KnownOfCensus {
  issuedAt: Date;
  timeZone: string;
  units: readonly AssembledUnit[];
  patients: readonly CensusPatient[];
  flow: UnitFlow;
  /** The census of the last weeks, oldest hour first. */
  census: ReadonlyMap<UnitId, readonly CountedHour[]>;
  /** Expected arrivals of a site by the hour (ms since 1970), as forecast: as far as that reaches. */
  expectedArrivals: ReadonlyMap<SiteId, ReadonlyMap<number, number>>;
  /** Past weeks of flu admissions, oldest first. */
  flu: readonly FluWeek[];
  /** The wave by the region's forecast; undefined: by the hospital's past weeks alone. */
  wave: readonly FluPath[] | undefined;
}

/** Of a unit at the top of an hour, and what came in the hour before it. */
export interface CountedHour {
  hour: Date;
  occupied: number;
  admissions: number;
  transfersIn: number;
}

/** How a unit's intake depends on how full it is shows in so many weeks; in less it would be an accident. */
const RESPONSE_DAYS = 28;
const ELECTIVE_HOURS = [7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Brings together what a census forecast is computed from. */
export function assembleCensusInputs(known: KnownOfCensus): CensusInputs {
  const { issuedAt, timeZone, units, flow } = known;
  const localHour = hospitalClock(timeZone);
  const clock = Array.from({ length: FORECAST_HOURS }, (_, hour) =>
    localHour(new Date(issuedAt.getTime() + hour * MS_PER_HOUR)),
  );
  const patterns = units.map(({ unitId }) =>
    admissionPattern(known.census.get(unitId) ?? [], localHour),
  );
  const flu = fluPaths(known.flu, issuedAt, timeZone);
  const departments = units.filter(({ kind }) => kind === "emergency").length;
  return {
    issuedAt: issuedAt.toISOString(),
    hoursOfWeek: clock.map(hourOfWeek),
    units: units.map(({ siteId, ...unit }, index) => {
      const pattern = patterns[index] ?? NOBODY;
      const routes = flow.routes.find(({ unitId }) => unitId === unit.unitId);
      const isDepartment = unit.kind === "emergency";
      const usual = clock.map((local) => pattern.perHour[hourOfWeek(local)] ?? 0);
      return {
        ...unit,
        admissionsPerHour: isDepartment
          ? arrivingPerHour(usual, {
              issuedAt,
              expected: known.expectedArrivals.get(siteId),
              fluPerHour: flu.recentPerHour / departments,
            })
          : usual,
        electivePerDay: Array.from(
          { length: FORECAST_DAYS },
          (_, day) => pattern.electivePerWeekday[clock[24 * day + 12]?.weekday ?? 0] ?? 0,
        ),
        dispersion: pattern.dispersion,
        onward: routes?.onward ?? [],
        toIntensive: routes?.toIntensive ?? [],
        ...responseOf(known.census.get(unit.unitId) ?? [], unit.staffedBeds),
      };
    }),
    patients: [...known.patients],
    hazards: flow.hazards,
    admissionsLevelCv: levelVariation([...known.census.values()], localHour),
    electiveByHourOfDay: Array.from({ length: 24 }, (_, hour) =>
      ELECTIVE_HOURS.includes(hour) ? 1 / ELECTIVE_HOURS.length : 0,
    ),
    flu: {
      paths: [...(known.wave ?? flu.paths)],
      general: byBeds(units.filter(({ kind }) => kind === "ward")),
      intensive: byBeds(units.filter(({ kind }) => kind === "intensive")),
    },
  };
}

function responseOf(
  hours: readonly CountedHour[],
  staffedBeds: number,
): { response?: UnitResponse } {
  if (hours.length < 24 * RESPONSE_DAYS || staffedBeds === 0) return {};
  const most = hours.reduce((high, { occupied }) => Math.max(high, occupied), 0);
  const byCount = Array.from({ length: most + 1 }, () => ({
    hours: 0,
    admissions: 0,
    transfersIn: 0,
  }));
  let before: CountedHour | undefined;
  for (const hour of hours) {
    const seen = byCount[before?.occupied ?? -1];
    if (seen && before && hour.hour.getTime() - before.hour.getTime() === MS_PER_HOUR) {
      seen.hours += 1;
      seen.admissions += hour.admissions;
      seen.transfersIn += hour.transfersIn;
    }
    before = hour;
  }
  return { response: fitUnitResponse(byCount, staffedBeds) };
}

const NOBODY: AdmissionPattern = {
  perHour: [],
  electivePerWeekday: [],
  dispersion: 1,
};

/**
 * Into an emergency department come those who are forecast to arrive, and beyond that forecast as many as
 * usual; without those with flu, who are admitted by the forecast of the wave.
 */
function arrivingPerHour(
  usual: readonly number[],
  {
    issuedAt,
    expected,
    fluPerHour,
  }: { issuedAt: Date; expected: ReadonlyMap<number, number> | undefined; fluPerHour: number },
): number[] {
  const first = Math.floor(issuedAt.getTime() / MS_PER_HOUR) * MS_PER_HOUR;
  return usual.map((mean, index) => {
    const arriving = expected?.get(first + index * MS_PER_HOUR) ?? mean;
    // What is taken off is a mean of weeks: of a quiet hour it must leave most.
    return arriving - Math.min(fluPerHour, arriving / 4);
  });
}

function byBeds(units: readonly AssembledUnit[]): { unitId: UnitId; share: number }[] {
  const beds = units.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0);
  if (beds === 0) return [];
  return units.map(({ unitId, staffedBeds }) => ({ unitId, share: staffedBeds / beds }));
}
