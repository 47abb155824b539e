import { weekdayOf } from "../shared/calendar-date";
import type { UnitId } from "../shared/ids";
import type { RosterPerson, RosterProblem, ShiftDemand } from "./roster-problem";

/** What somebody's share of a burden is, not a whole number; undefined: they have none. */
export interface PersonShares {
  nights: number | undefined;
  weekends: number | undefined;
}

/**
 * Shares of nights and weekends. What a unit's targets ask for is spread over its own nurses under contract by
 * contract hours times days without absence: so it depends on nobody's roster, and a solver can aim at it.
 * Assistants have none: the demand that names no skill is not theirs.
 */
export function fairShares(
  problem: RosterProblem,
  isAmong: (person: RosterPerson) => boolean,
): (person: RosterPerson) => PersonShares {
  const burdens = new Map(problem.units.map(({ unitId }) => [unitId, burdensOf(problem, unitId)]));
  const claims = new Map(
    problem.people
      .filter((person) => person.grade !== "assistant" && isAmong(person))
      .map((person) => [person.personId, claimOf(problem, person)]),
  );
  const claimsOfUnits = new Map<UnitId, number>();
  for (const { personId, homeUnitId } of problem.people) {
    const claim = claims.get(personId) ?? 0;
    claimsOfUnits.set(homeUnitId, (claimsOfUnits.get(homeUnitId) ?? 0) + claim);
  }
  return ({ personId, homeUnitId }) => {
    const claim = claims.get(personId) ?? 0;
    const burden = burdens.get(homeUnitId);
    if (claim === 0 || !burden) return { nights: undefined, weekends: undefined };
    const part = claim / (claimsOfUnits.get(homeUnitId) ?? claim);
    return { nights: burden.nights * part, weekends: burden.weekends * part };
  };
}

/** Contract minutes of the days on which they are there. */
function claimOf(problem: RosterProblem, person: RosterPerson): number {
  const absent = new Set<number>();
  for (const { personId, fromDay, toDay } of problem.absences) {
    if (personId !== person.personId) continue;
    for (let day = Math.max(0, fromDay); day <= Math.min(toDay, problem.days - 1); day += 1) {
      absent.add(day);
    }
  }
  return (person.contractMinutesPerWeek * (problem.days - absent.size)) / 7;
}

/** How many nights a unit's targets ask for, and how many people at least must give it a weekend. */
function burdensOf(problem: RosterProblem, unitId: UnitId): { nights: number; weekends: number } {
  const nightIds = new Set(
    problem.shifts.filter(({ isNight }) => isNight).map(({ shiftId }) => shiftId),
  );
  const targets = targetsOf(problem, unitId);
  const first = weekdayOf(problem.startsOn);
  const byDay = new Map<number, number>();
  let nights = 0;
  for (const { day, shiftId, target } of targets) {
    byDay.set(day, (byDay.get(day) ?? 0) + target);
    if (nightIds.has(shiftId)) nights += target;
  }
  let weekends = 0;
  // From the Saturday before, of which only the Sunday may be in the roster.
  for (let day = -1; day < problem.days; day += 1) {
    if ((first + day + 7) % 7 !== SATURDAY) continue;
    weekends += Math.max(byDay.get(day) ?? 0, byDay.get(day + 1) ?? 0);
  }
  return { nights, weekends };
}

const SATURDAY = 5;

/** One target for each shift: those of a skill are among all nurses of the shift, not beside them. */
function targetsOf(
  { demand, days }: RosterProblem,
  unitId: UnitId,
): Pick<ShiftDemand, "day" | "shiftId" | "target">[] {
  const targets = new Map<string, Pick<ShiftDemand, "day" | "shiftId" | "target">>();
  for (const { day, shiftId, target, ...rest } of demand) {
    if (rest.unitId !== unitId || day >= days) continue;
    const key = `${day} ${shiftId}`;
    targets.set(key, { day, shiftId, target: Math.max(target, targets.get(key)?.target ?? 0) });
  }
  return [...targets.values()];
}
