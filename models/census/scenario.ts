import { z } from "zod";
import type { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";
import {
  FORECAST_DAYS,
  FORECAST_HOURS,
  type CensusInputs,
  type CensusPatient,
  type CensusUnit,
  type Route,
} from "./census-inputs";

/** The wave is moved by at most as many days; the paths of `CensusInputs` reach as far beyond 28 days. */
export const WAVE_SHIFT_MOST = 42;

/** What might be otherwise than expected, or be decided otherwise. An empty object changes nothing. */
export const Scenario = z.object({
  wave: z
    .object({
      /** Days later; negative is earlier. */
      laterDays: z.number().int().min(-WAVE_SHIFT_MOST).max(WAVE_SHIFT_MOST).default(0),
      /** What flu admissions are multiplied with. */
      factor: z.number().min(0).max(5).default(1),
    })
    .optional(),
  /** Units that get other staffed beds; at most their licensed beds count. */
  staffedBeds: z
    .array(z.object({ unitId: UnitId, beds: z.number().int().min(0).max(900) }))
    .max(100)
    .optional(),
  /** What every further stay is multiplied with. */
  lengthOfStayFactor: z.number().min(0.25).max(4).optional(),
  /** Share of elective surgery that does not take place in these 28 days. */
  electivePostponedShare: z.number().min(0).max(1).optional(),
  /** Units that close now: patients, admissions and transfers go to units that can stand in. */
  closedUnitIds: z.array(UnitId).max(100).optional(),
  /** Nurses there are over nurses planned: staffed beds follow, rounded down. */
  staffingFactor: z.number().min(0).max(2).optional(),
});
export type Scenario = z.infer<typeof Scenario>;

/** Which kinds can stand in for a closed unit, the nearest first. */
const STAND_INS: Record<UnitKind, readonly UnitKind[]> = {
  intensive: ["intensive"],
  "step-down": ["step-down", "intensive", "ward"],
  ward: ["ward", "step-down"],
  emergency: ["emergency", "ward"],
};

/**
 * The inputs as they would be. Changes apply in this order: wave, elective surgery, length of stay, staffed
 * beds by unit, staffing, closures. Throws a RangeError for a unit the inputs do not have, and when no unit
 * is left that could stand in for a closed one.
 */
export function applyScenario(inputs: CensusInputs, scenario: Scenario): CensusInputs {
  const { wave, lengthOfStayFactor, electivePostponedShare, closedUnitIds } = scenario;
  const known = new Set(inputs.units.map(({ unitId }) => unitId));
  const named = [
    ...(scenario.staffedBeds ?? []).map(({ unitId }) => unitId),
    ...(closedUnitIds ?? []),
  ];
  const stranger = named.find((unitId) => !known.has(unitId));
  if (stranger) throw new RangeError(`unit ${stranger} of the scenario is not in the forecast`);

  let changed = inputs;
  if (wave) changed = withWave(changed, wave.laterDays, wave.factor);
  if (electivePostponedShare) changed = withoutElective(changed, electivePostponedShare);
  if (lengthOfStayFactor !== undefined) changed = withStays(changed, lengthOfStayFactor);
  changed = withStaffedBeds(changed, scenario);
  for (const unitId of new Set(closedUnitIds))
    changed = withClosed(changed, unitId, new Set(closedUnitIds));
  return changed;
}

/** Days before the first are as the first, days after the last as the last. */
function withWave(inputs: CensusInputs, laterDays: number, factor: number): CensusInputs {
  const moved = (days: readonly number[]) =>
    days.map((_, day) => {
      const from = Math.min(days.length - 1, Math.max(0, day - laterDays));
      return factor * (days[from] ?? 0);
    });
  return {
    ...inputs,
    flu: {
      ...inputs.flu,
      paths: inputs.flu.paths.map(({ weight, generalPerDay, intensivePerDay }) => ({
        weight,
        generalPerDay: moved(generalPerDay),
        intensivePerDay: moved(intensivePerDay),
      })),
    },
  };
}

const withoutElective = (inputs: CensusInputs, postponedShare: number): CensusInputs => ({
  ...inputs,
  units: inputs.units.map((unit) => ({
    ...unit,
    electivePerDay: unit.electivePerDay.map((mean) => mean * (1 - postponedShare)),
  })),
});

/** Time in the unit runs slower by the factor: the rates of a stay of that age are met later and are lower. */
function withStays(inputs: CensusInputs, factor: number): CensusInputs {
  const { hazards } = inputs;
  return {
    ...inputs,
    hazards: {
      ...hazards,
      kinds: hazards.kinds.map((kind) => ({
        ...kind,
        fromHours: kind.fromHours.map((hours) => hours * factor),
        perHour: kind.perHour.map((rate) => rate / factor),
      })),
    },
    patients: inputs.patients.map(({ expectedDischargeInHours, ...patient }) => ({
      ...patient,
      // Keeps the patient at the same point of the slower course: what is left becomes longer.
      hoursInUnit: patient.hoursInUnit * factor,
      ...(expectedDischargeInHours === undefined
        ? {}
        : { expectedDischargeInHours: expectedDischargeInHours * factor }),
    })),
  };
}

function withStaffedBeds(inputs: CensusInputs, scenario: Scenario): CensusInputs {
  const decided = new Map(scenario.staffedBeds?.map(({ unitId, beds }) => [unitId, beds]));
  const factor = scenario.staffingFactor ?? 1;
  if (decided.size === 0 && factor === 1) return inputs;
  return {
    ...inputs,
    units: inputs.units.map((unit) => ({
      ...unit,
      staffedBeds: Math.min(
        // A hospital may staff more beds than it has a licence for; a scenario adds none of these.
        Math.max(unit.licensedBeds, unit.staffedBeds),
        Math.floor((decided.get(unit.unitId) ?? unit.staffedBeds) * factor),
      ),
    })),
  };
}

/** Shares by staffed beds of the units that take over; one that has none takes as if it had one. */
function standInsFor(
  inputs: CensusInputs,
  closed: CensusUnit,
  closing: ReadonlySet<UnitId>,
): Route[] {
  const open = inputs.units.filter(({ unitId }) => !closing.has(unitId));
  for (const kind of STAND_INS[closed.kind]) {
    const units = open.filter((unit) => unit.kind === kind);
    const beds = units.reduce((sum, { staffedBeds }) => sum + Math.max(1, staffedBeds), 0);
    if (units.length > 0)
      return units.map(({ unitId, staffedBeds }) => ({
        unitId,
        share: Math.max(1, staffedBeds) / beds,
      }));
  }
  throw new RangeError(`no unit is left that can stand in for ${closed.name}: leave one open`);
}

function withClosed(
  inputs: CensusInputs,
  unitId: UnitId,
  closing: ReadonlySet<UnitId>,
): CensusInputs {
  const closed = inputs.units.find((unit) => unit.unitId === unitId);
  if (!closed) return inputs;
  const standIns = standInsFor(inputs, closed, closing);
  const shareOf = (other: UnitId) =>
    standIns.find((standIn) => standIn.unitId === other)?.share ?? 0;
  const rerouted = (routes: readonly Route[]) => rerouteFrom(routes, unitId, standIns);
  return {
    ...inputs,
    units: inputs.units.map((unit) => {
      const routes = { onward: rerouted(unit.onward), toIntensive: rerouted(unit.toIntensive) };
      if (unit.unitId === unitId) return { ...unit, ...routes, ...NOBODY, staffedBeds: 0 };
      const share = shareOf(unit.unitId);
      if (share === 0) return { ...unit, ...routes };
      const sum = (own: readonly number[], more: readonly number[]) =>
        own.map((mean, index) => mean + share * (more[index] ?? 0));
      return {
        ...unit,
        ...routes,
        admissionsPerHour: sum(unit.admissionsPerHour, closed.admissionsPerHour),
        electivePerDay: sum(unit.electivePerDay, closed.electivePerDay),
      };
    }),
    patients: moved(inputs.patients, unitId, standIns),
    flu: {
      ...inputs.flu,
      general: rerouted(inputs.flu.general),
      intensive: rerouted(inputs.flu.intensive),
    },
  };
}

const NOBODY = {
  admissionsPerHour: new Array<number>(FORECAST_HOURS).fill(0),
  electivePerDay: new Array<number>(FORECAST_DAYS).fill(0),
};

function rerouteFrom(
  routes: readonly Route[],
  closed: UnitId,
  standIns: readonly Route[],
): Route[] {
  const share = routes.reduce((sum, route) => sum + (route.unitId === closed ? route.share : 0), 0);
  if (share === 0) return [...routes];
  const shares = new Map<UnitId, number>();
  for (const route of routes) if (route.unitId !== closed) add(shares, route.unitId, route.share);
  for (const standIn of standIns) add(shares, standIn.unitId, share * standIn.share);
  return [...shares].map(([unitId, each]) => ({ unitId, share: Math.min(1, each) }));
}

const add = (shares: Map<UnitId, number>, unitId: UnitId, share: number): void => {
  shares.set(unitId, (shares.get(unitId) ?? 0) + share);
};

/** Shares the closed unit's patients out so that each stand-in gets its share, as near as whole patients can. */
function moved(
  patients: readonly CensusPatient[],
  closed: UnitId,
  standIns: readonly Route[],
): CensusPatient[] {
  const given = new Map<UnitId, number>();
  return patients.map((patient) => {
    if (patient.unitId !== closed) return patient;
    // The one that would be least above its share with one more.
    const [next] = standIns.toSorted(
      (one, other) =>
        ((given.get(one.unitId) ?? 0) + 1) / one.share -
        ((given.get(other.unitId) ?? 0) + 1) / other.share,
    );
    if (!next) return patient;
    add(given, next.unitId, 1);
    return { ...patient, unitId: next.unitId };
  });
}
