import type { Scenario } from "#models/census/scenario";
import type { UnitId } from "#models/shared/ids";

interface NamedUnit {
  unitId: UnitId;
  name: string;
}

/** What a scenario assumes, in words; empty when nothing is otherwise than planned. */
export function scenarioPhrases(scenario: Scenario, units: readonly NamedUnit[]): string[] {
  const nameOf = (unitId: UnitId) =>
    units.find((unit) => unit.unitId === unitId)?.name ?? "A unit that is gone";
  const { wave, lengthOfStayFactor, electivePostponedShare, staffingFactor } = scenario;
  return [
    ...(wave && wave.laterDays !== 0 ? [`Flu wave ${daysLater(wave.laterDays)}`] : []),
    ...(wave && wave.factor !== 1 ? [`Flu admissions × ${factor(wave.factor)}`] : []),
    ...(lengthOfStayFactor !== undefined && lengthOfStayFactor !== 1
      ? [`Stays ${change(lengthOfStayFactor, "longer", "shorter")}`]
      : []),
    ...(electivePostponedShare
      ? [`${wholePercent(electivePostponedShare)} % of elective surgery postponed`]
      : []),
    ...(staffingFactor !== undefined && staffingFactor !== 1
      ? [`${change(staffingFactor, "more", "fewer")} nurses`]
      : []),
    ...(scenario.staffedBeds ?? []).map(
      ({ unitId, beds }) => `${nameOf(unitId)}: ${beds} staffed ${beds === 1 ? "bed" : "beds"}`,
    ),
    ...(scenario.closedUnitIds ?? []).map((unitId) => `${nameOf(unitId)} closed`),
  ];
}

/** "7 days earlier", "as expected" */
export function daysLater(days: number): string {
  if (days === 0) return "when expected";
  const count = Math.abs(days);
  return `${count} ${count === 1 ? "day" : "days"} ${days < 0 ? "earlier" : "later"}`;
}

const factor = (value: number): string => String(Math.round(value * 100) / 100);
const wholePercent = (share: number): number => Math.round(share * 100);

/** "10 % longer", of a factor that is not 1. */
export const change = (of: number, more: string, less: string): string =>
  `${Math.abs(wholePercent(of) - 100)} % ${of > 1 ? more : less}`;
