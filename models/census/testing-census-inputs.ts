import type { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";
import {
  FORECAST_DAYS,
  FORECAST_HOURS,
  type CensusInputs,
  type CensusPatient,
  type CensusUnit,
} from "./census-inputs";
import type { KindHazards } from "./hazards";

export const unitIdFor = (place: number): UnitId =>
  UnitId.parse(`00000000-0000-4000-8000-${String(place).padStart(12, "0")}`);

/** A unit without admissions from which nobody goes elsewhere. */
export const quietUnit = (place: number, changes: Partial<CensusUnit> = {}): CensusUnit => ({
  unitId: unitIdFor(place),
  code: `U${place}`,
  name: `Unit ${place}`,
  kind: "ward",
  staffedBeds: 10,
  licensedBeds: 12,
  admissionsPerHour: hourly(0),
  electivePerDay: new Array<number>(FORECAST_DAYS).fill(0),
  dispersion: 1,
  onward: [],
  toIntensive: [],
  ...changes,
});

export const hourly = (mean: number): number[] => new Array<number>(FORECAST_HOURS).fill(mean);

export const patientIn = (place: number, changes: Partial<CensusPatient> = {}): CensusPatient => ({
  unitId: unitIdFor(place),
  hoursSinceAdmission: 30,
  hoursInUnit: 10,
  acuity: 2,
  riskToAlertLevel: 0.1,
  ...changes,
});

/** Leaves at a constant rate, whoever and whenever it is. */
export const plainHazards = (
  kind: UnitKind,
  perHour: number,
  changes: Partial<KindHazards> = {},
): KindHazards => ({
  kind,
  fromHours: [0],
  perHour: [perHour],
  byHourOfDay: new Array<number>(24).fill(1),
  byWeekday: new Array<number>(7).fill(1),
  byAcuity: { factors: [1, 1, 1, 1], shares: [0.25, 0.25, 0.25, 0.25] },
  toIntensivePerHour: 0,
  byRisk: { factors: [1, 1, 1], shares: [0.8, 0.15, 0.05] },
  riskFadesHours: 12,
  ...changes,
});

/** Inputs of one ward with a mean stay of 100 hours, and whatever else is given. */
export const inputsWith = (changes: Partial<CensusInputs> = {}): CensusInputs => ({
  issuedAt: "2026-11-02T00:00:00Z",
  hoursOfWeek: Array.from({ length: FORECAST_HOURS }, (_, hour) => hour % 168),
  units: [quietUnit(1)],
  patients: [],
  hazards: {
    source: "a test",
    kinds: [
      plainHazards("ward", 0.01),
      plainHazards("intensive", 0.0125),
      plainHazards("step-down", 0.02),
      plainHazards("emergency", 0.2),
    ],
    expectedDischarge: { keptShare: 0.7, spreadHours: 4 },
  },
  admissionsLevelCv: 0,
  electiveByHourOfDay: new Array<number>(24).fill(1 / 24),
  flu: { paths: [], general: [], intensive: [] },
  ...changes,
});
