import type { UnitKind } from "../encounters/demographics";
import type { UnitId } from "../shared/ids";
import { type AdmissionLevel, admissionLevels } from "./admission-levels";
import type { CensusInputs } from "./census-inputs";
import { FORECAST_STEPS } from "./forecast-steps";
import { HospitalFlow, type UnitSetting } from "./hospital-flow";
import { intensiveTransfers, type CountForecast } from "./intensive-transfers";
import { timelineOf } from "./leaving-hazard";
import { newcomerHazards } from "./newcomers";
import { followPresent } from "./present-patients";
import { SeriesBuilder, type CensusSeries } from "./series-builder";

export type { CensusSeries, CountForecast };

/** What units and the whole hospital have in common. */
export interface BedForecast {
  staffedBeds: number;
  licensedBeds: number;
  occupiedNow: number;
  /** At 1, 2, … 72 hours. */
  hourly: CensusSeries;
  /** At 24, 48, … 672 hours: at the hour of the issue on each of the days ahead. */
  daily: CensusSeries;
  /** By day: the probability that at some time of the 24 hours up to it there are more patients than staffed beds. */
  exceedanceByDay: readonly number[];
}

export interface UnitForecast extends BedForecast {
  unitId: UnitId;
  code: string;
  name: string;
  kind: UnitKind;
}

export interface CensusForecast {
  issuedAt: string;
  units: readonly UnitForecast[];
  hospital: BedForecast;
  /** Transfers from elsewhere in the hospital into intensive care within 24 and 72 hours. */
  intensiveTransfers: { next24h: CountForecast; next72h: CountForecast };
}

/**
 * The distribution of occupied beds per unit for 72 hours and 28 days. Deterministic: the same inputs give
 * the same forecast in every browser and on the server. With `ways` it is as if admissions went one of these
 * ways of `admissionLevels`, each as likely as the others: for several workers that share the work. Throws a
 * RangeError for a kind of unit without hazards, a patient in a unit that the inputs do not have, a way that
 * there is not.
 */
export function forecastCensus(inputs: CensusInputs, ways?: readonly number[]): CensusForecast {
  const settings = settingsOf(inputs);
  const flows = levelsOf(inputs, ways).map((level) => new HospitalFlow(inputs, settings, level));
  const series = settings.map((setting) => ({ setting, builder: new SeriesBuilder(flows.length) }));
  const hospital = new SeriesBuilder(flows.length);
  for (const flow of flows) {
    for (const [index, { fromHour, hours }] of FORECAST_STEPS.entries()) {
      if (fromHour % 24 === 0) flow.startDay();
      flow.advance(index);
      const until = fromHour + hours;
      for (const [place, chain] of flow.units.entries())
        series[place]?.builder.note(until, chain.pmf, () => chain.exceeded);
      hospital.note(until, flow.hospital.pmf, () => flow.hospital.exceeded);
    }
  }

  const units = series.map(({ setting: { unit, patients }, builder }) => ({
    unitId: unit.unitId,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    staffedBeds: unit.staffedBeds,
    licensedBeds: unit.licensedBeds,
    occupiedNow: patients.length,
    ...builder.built(),
  }));
  return {
    issuedAt: inputs.issuedAt,
    units,
    hospital: {
      staffedBeds: units.reduce((sum, { staffedBeds }) => sum + staffedBeds, 0),
      licensedBeds: units.reduce((sum, { licensedBeds }) => sum + licensedBeds, 0),
      occupiedNow: inputs.patients.length,
      ...hospital.built(),
    },
    intensiveTransfers: {
      next24h: intensiveTransfers(settings, flows, 24),
      next72h: intensiveTransfers(settings, flows, 72),
    },
  };
}

function levelsOf(inputs: CensusInputs, ways: readonly number[] | undefined): AdmissionLevel[] {
  const levels = admissionLevels(inputs);
  if (!ways) return levels;
  if (ways.length === 0) throw new RangeError("a forecast of no way");
  return ways.map((way) => {
    const level = levels[way];
    if (!level) throw new RangeError(`way ${way} of ${levels.length}`);
    return level;
  });
}

function settingsOf({ units, patients, hazards, hoursOfWeek }: CensusInputs): UnitSetting[] {
  const known = new Set(units.map(({ unitId }) => unitId));
  const stray = patients.find(({ unitId }) => !known.has(unitId));
  if (stray)
    throw new RangeError(`a patient lies in unit ${stray.unitId}, which the inputs do not have`);

  const byKind = new Map(
    hazards.kinds.map((each) => {
      const timeline = timelineOf(each, hoursOfWeek);
      return [each.kind, { timeline, newcomers: newcomerHazards(timeline) }];
    }),
  );
  return units.map((unit) => {
    const kind = byKind.get(unit.kind);
    if (!kind) throw new RangeError(`no hazards for units of the kind ${unit.kind}`);
    const here = patients.filter(({ unitId }) => unitId === unit.unitId);
    return {
      unit,
      patients: here,
      present: followPresent(here, kind.timeline, hazards.expectedDischarge),
      hazards: kind.newcomers,
    };
  });
}
