import type { UnitKind } from "../encounters/demographics";
import type { SiteId, UnitId } from "../shared/ids";

export interface MadeUpUnit {
  unitId: UnitId;
  siteId: SiteId;
  code: string;
  kind: UnitKind;
  licensedBeds: number;
  staffedBeds: number;
}

interface KindOfStay {
  /** Mean occupied beds over staffed beds, without flu. */
  occupancy: number;
  /** Mean stay, hours, and the standard deviation of its logarithm. */
  meanHours: number;
  spread: number;
  /** Where a patient goes on to, by kind; the rest goes home. */
  onward: Partial<Record<UnitKind, number>>;
}

/** Round numbers of an ordinary general hospital, not of one that exists. */
export const KINDS_OF_STAY: Readonly<Record<UnitKind, KindOfStay>> = {
  emergency: { occupancy: 0.58, meanHours: 4.2, spread: 0.5, onward: {} },
  intensive: {
    occupancy: 0.74,
    meanHours: 80,
    spread: 0.8,
    onward: { "step-down": 0.38, ward: 0.48 },
  },
  "step-down": {
    occupancy: 0.74,
    meanHours: 60,
    spread: 0.6,
    onward: { ward: 0.55, intensive: 0.06 },
  },
  ward: {
    occupancy: 0.8,
    meanHours: 104,
    spread: 0.75,
    onward: { intensive: 0.05, "step-down": 0.03 },
  },
};

/** Of those who come from outside, who comes by appointment. */
const ELECTIVE_SHARES: Readonly<Record<string, number>> = { SICU: 0.8, CICU: 0.5, "5B": 0.65 };
const ELECTIVE_SHARE_ELSEWHERE = 0.12;

/** Somebody on the other site is asked a quarter as often. */
const OTHER_SITE = 0.25;

/** Where a patient of a unit goes on to: the probability of each unit, the rest goes home. */
export function onwardShares(
  from: MadeUpUnit,
  units: readonly MadeUpUnit[],
): { unit: MadeUpUnit; share: number }[] {
  return Object.entries(KINDS_OF_STAY[from.kind].onward).flatMap(([kind, share]) => {
    const others = units.filter((unit) => unit.kind === kind && unit !== from);
    return dividedByBeds(others, from.siteId).map((each) => ({
      unit: each.unit,
      share: each.share * share,
    }));
  });
}

/** One flow over units by their beds, those of the site first. */
export function dividedByBeds(
  units: readonly MadeUpUnit[],
  siteId: SiteId | undefined,
): { unit: MadeUpUnit; share: number }[] {
  const weights = units.map(
    ({ staffedBeds, siteId: at }) =>
      staffedBeds * (siteId === undefined || at === siteId ? 1 : OTHER_SITE),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return units.map((unit, index) => ({ unit, share: (weights[index] ?? 0) / total }));
}

/** How many come from outside into a unit in an hour: by appointment, and through the emergency department. */
export interface Intake {
  unit: MadeUpUnit;
  electivePerHour: number;
  emergencyPerHour: number;
}

/**
 * What keeps each unit at its occupancy: by Little's law so many must come in an hour, and those who do not
 * come from other units come from outside.
 */
export function intakes(units: readonly MadeUpUnit[]): Intake[] {
  const wanted = new Map(
    units.map((unit) => {
      const { occupancy, meanHours } = KINDS_OF_STAY[unit.kind];
      return [unit.unitId, (unit.staffedBeds * occupancy) / meanHours];
    }),
  );
  const inside = new Map<UnitId, number>();
  for (const from of units)
    for (const { unit, share } of onwardShares(from, units))
      inside.set(
        unit.unitId,
        (inside.get(unit.unitId) ?? 0) + (wanted.get(from.unitId) ?? 0) * share,
      );
  return units
    .filter(({ kind }) => kind !== "emergency")
    .map((unit) => {
      const all = wanted.get(unit.unitId) ?? 0;
      const outside = Math.max(0.1 * all, all - (inside.get(unit.unitId) ?? 0));
      const elective = ELECTIVE_SHARES[unit.code] ?? ELECTIVE_SHARE_ELSEWHERE;
      return {
        unit,
        electivePerHour: outside * elective,
        emergencyPerHour: outside * (1 - elective),
      };
    });
}
