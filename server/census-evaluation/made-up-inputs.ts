import {
  FORECAST_DAYS,
  FORECAST_HOURS,
  type CensusInputs,
  type CensusUnit,
} from "#models/census/census-inputs";
import { MADE_UP_HAZARDS } from "#models/census/made-up-hazards";
import type { UnitKind } from "#models/encounters/demographics";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import { UnitId } from "#models/shared/ids";

const HOURS_PER_STAY: Record<UnitKind, number> = {
  intensive: 79,
  "step-down": 48,
  ward: 101,
  emergency: 4.5,
};
const OCCUPANCY = 0.85;
const WAVE_SAMPLES = 50;

/** Inputs of as many units as asked for, four in five beds occupied, with flu and elective surgery. */
export function manyUnits(count: number, { levelCv }: { levelCv: number }): CensusInputs {
  const plans = Array.from({ length: count }, (_, place) => {
    const plan = DEMO_HOSPITAL.units[place % DEMO_HOSPITAL.units.length];
    if (!plan) throw new Error("the demo hospital has no units");
    const unitId = UnitId.parse(`00000000-0000-4000-8000-${String(place).padStart(12, "0")}`);
    return { ...plan, unitId, beds: plan.bedLabels.length };
  });
  const spread = (kind: UnitKind, share: number) => {
    const targets = plans.filter((plan) => plan.kind === kind);
    return targets.map(({ unitId }) => ({ unitId, share: share / targets.length }));
  };
  const units = plans.map(({ unitId, code, name, kind, beds }): CensusUnit => ({
    unitId,
    code,
    name,
    kind,
    staffedBeds: beds - 2,
    licensedBeds: beds,
    admissionsPerHour: Array.from(
      { length: FORECAST_HOURS },
      (_, hour) =>
        // Half of a ward's patients come from other units; more come by day than by night.
        ((OCCUPANCY * beds) / HOURS_PER_STAY[kind]) *
        (kind === "ward" ? 0.5 : 0.9) *
        (1 + 0.4 * Math.sin((2 * Math.PI * (hour - 8)) / 24)),
    ),
    electivePerDay: new Array<number>(FORECAST_DAYS).fill(kind === "ward" ? 0.5 : 0),
    dispersion: 1.2,
    onward: kind === "ward" ? [] : spread("ward", kind === "emergency" ? 0.18 : 0.6),
    toIntensive: spread("intensive", 1),
  }));
  return {
    issuedAt: "2026-11-30T08:00:00Z",
    hoursOfWeek: Array.from({ length: FORECAST_HOURS }, (_, hour) => (8 + hour) % 168),
    units,
    patients: plans.flatMap(({ unitId, beds }) =>
      Array.from({ length: Math.round(0.8 * beds) }, (_, index) => ({
        unitId,
        hoursSinceAdmission: 9 * index,
        hoursInUnit: 5 * index,
        acuity:
          index % 4 === 0 ? ("unknown" as const) : index % 3 === 0 ? (3 as const) : (2 as const),
        riskToAlertLevel: index % 5 === 0 ? ("unknown" as const) : (index % 7) / 6,
      })),
    ),
    hazards: MADE_UP_HAZARDS,
    admissionsLevelCv: levelCv,
    electiveByHourOfDay: new Array<number>(24).fill(1 / 24),
    flu: {
      paths: levelCv === 0 ? [] : waves(),
      general: spread("ward", 0.9),
      intensive: spread("intensive", 1),
    },
  };
}

const waves = () =>
  Array.from({ length: WAVE_SAMPLES }, (_, sample) => {
    const days = Array.from({ length: 56 }, (_unused, day) =>
      Math.exp(-(((day - 10 - sample / 3) / 14) ** 2)),
    );
    return {
      weight: 1,
      generalPerDay: days.map((height) => (2 + sample / 10) * height),
      intensivePerDay: days.map((height) => (0.3 + sample / 100) * height),
    };
  });
