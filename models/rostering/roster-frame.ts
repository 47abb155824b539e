import { weekdayOf } from "../shared/calendar-date";
import type { UnitId } from "../shared/ids";
import { fairShares, type PersonShares } from "./fair-shares";
import type { Assignment, Roster } from "./roster";
import type { PersonId, ShiftId } from "./roster-ids";
import type {
  Absence,
  FairnessBalance,
  Pin,
  RosterPerson,
  RosterProblem,
  RosterShift,
  ShiftDemand,
  ShiftRequest,
} from "./roster-problem";
import type { RosterRule, RuleKind } from "./roster-rule";
import { type ShiftInstants, shiftInstants } from "./shift-instants";

/** A shift that somebody works on a day, with its instants. */
export interface Worked extends ShiftInstants {
  day: number;
  shift: RosterShift;
  unitId: UnitId;
}

/** All of a problem that does not change with the roster, found once. */
export interface RosterFrame {
  problem: RosterProblem;
  /** 0, or the first day (negative) of which anything is known. */
  firstDay: number;
  /** The Saturdays of weekends of which a day is known; the first may be the day before the first. */
  saturdays: readonly number[];
  people: readonly PersonFrame[];
  indexOf: ReadonlyMap<PersonId, number>;
  /** Shifts of units, where something is asked of those who work together. */
  places: readonly Place[];
  placeIndexOf: (day: number, assignment: Assignment) => number;
  unitNames: ReadonlyMap<UnitId, string>;
  worked: (assignment: Assignment, day: number) => Worked;
  /** Shares among those that a rule applies to. */
  sharesBy: (rule: RosterRule, person: RosterPerson) => PersonShares;
}

export interface PersonFrame {
  index: number;
  person: RosterPerson;
  /** Of the days before the first, from `firstDay` on. */
  past: readonly (Worked | null)[];
  /** Rules of one's own line that apply to them. */
  rules: readonly RosterRule[];
  /** By day since `firstDay`. */
  absences: readonly (Absence | undefined)[];
  requests: readonly ShiftRequest[];
  pins: ReadonlyMap<number, Pin>;
  balance: FairnessBalance;
  /** Minutes of the contract in the roster's days, and what absences count towards them. */
  contractMinutes: number;
  creditMinutes: number;
  /** Among all of their unit. */
  shares: PersonShares;
}

/** A shift of a unit on a day. */
export interface Place {
  day: number;
  unitId: UnitId;
  shift: RosterShift;
  demand: readonly ShiftDemand[];
  /** Rules of those who work together that apply there. */
  rules: readonly RosterRule[];
}

const PLACE_RULES: readonly RuleKind[] = ["skill-mix", "pairing"];
const isOfPlaces = ({ terms }: RosterRule): boolean => PLACE_RULES.includes(terms.kind);

/** Throws where pieces name a shift, a unit or a person that the problem has not. */
export function frameOf(problem: RosterProblem): RosterFrame {
  const firstDay = problem.past.reduce((first, { day }) => Math.min(first, day), 0);
  const worked = workedShifts(problem);
  const shares = fairShares(problem, () => true);
  const sharesByRule = new Map(
    problem.rules
      .filter(({ terms }) => terms.kind === "fair-share")
      .map((rule) => [rule.ruleId, fairShares(problem, (person) => applies(rule, person))]),
  );
  return {
    problem,
    firstDay,
    saturdays: saturdaysOf(problem, firstDay),
    people: problem.people.map((person, index) => ({
      index,
      ...personFrame(problem, person, firstDay, worked),
      shares: shares(person),
    })),
    indexOf: new Map(problem.people.map(({ personId }, index) => [personId, index])),
    ...placesOf(problem),
    unitNames: new Map(problem.units.map(({ unitId, name }) => [unitId, name])),
    worked,
    sharesBy: (rule, person) => (sharesByRule.get(rule.ruleId) ?? shares)(person),
  };
}

function personFrame(
  problem: RosterProblem,
  person: RosterPerson,
  firstDay: number,
  worked: RosterFrame["worked"],
): Omit<PersonFrame, "index" | "shares"> {
  const isTheirs = ({ personId }: { personId: PersonId }) => personId === person.personId;
  const past: (Worked | null)[] = Array.from({ length: -firstDay }, () => null);
  for (const { day, assignment } of problem.past.filter(isTheirs)) {
    past[day - firstDay] = worked(assignment, day);
  }
  const absences = absencesOf(problem.absences.filter(isTheirs), firstDay, problem.days);
  return {
    person,
    past,
    absences,
    rules: problem.rules.filter((rule) => !isOfPlaces(rule) && applies(rule, person)),
    requests: problem.requests.filter((each) => isTheirs(each) && each.day < problem.days),
    pins: new Map(problem.pins.filter(isTheirs).map((pin) => [pin.day, pin])),
    balance: problem.balances.find(isTheirs) ?? noBalance(person.personId),
    contractMinutes: (person.contractMinutesPerWeek * problem.days) / 7,
    creditMinutes: absences
      .slice(-firstDay)
      .reduce((sum, absence) => sum + (absence?.creditMinutesPerDay ?? 0), 0),
  };
}

/** Of a day with two, the one that counts for more. */
function absencesOf(
  absences: readonly Absence[],
  firstDay: number,
  days: number,
): (Absence | undefined)[] {
  const byDay: (Absence | undefined)[] = Array.from({ length: days - firstDay }, () => undefined);
  for (const absence of absences) {
    const { fromDay, toDay, creditMinutesPerDay } = absence;
    for (let day = Math.max(fromDay, firstDay); day <= Math.min(toDay, days - 1); day += 1) {
      const known = byDay[day - firstDay];
      if (known && known.creditMinutesPerDay >= creditMinutesPerDay) continue;
      byDay[day - firstDay] = absence;
    }
  }
  return byDay;
}

/** Of somebody who is new to rosters: neither more nor less than their share. */
const noBalance = (personId: PersonId): FairnessBalance => ({
  ...{ personId, nights: 0, weekends: 0, refusedRequests: 0 },
});

export function applies(
  { appliesTo }: { appliesTo?: RosterRule["appliesTo"] },
  person: RosterPerson,
): boolean {
  const { employments, personIds, unitIds } = appliesTo ?? {};
  return (
    (employments?.includes(person.employment) ?? true) &&
    (personIds?.includes(person.personId) ?? true) &&
    (unitIds?.includes(person.homeUnitId) ?? true)
  );
}

function saturdaysOf({ startsOn, days }: RosterProblem, firstDay: number): number[] {
  const first = (((SATURDAY - weekdayOf(startsOn)) % 7) + 7) % 7;
  const saturdays: number[] = [];
  for (let day = first - 7 * Math.ceil((first - firstDay + 1) / 7); day < days; day += 7) {
    if (day + 1 >= firstDay) saturdays.push(day);
  }
  return saturdays;
}

const SATURDAY = 5;

/** Shared by all who work the same: made once. */
function workedShifts(problem: RosterProblem): RosterFrame["worked"] {
  const instants = shiftInstants(problem);
  const shifts = new Map(problem.shifts.map((shift) => [shift.shiftId, shift]));
  const known = new Map<UnitId, Map<ShiftId, Map<number, Worked>>>(
    problem.units.map(({ unitId }) => [
      unitId,
      new Map(problem.shifts.map(({ shiftId }) => [shiftId, new Map()])),
    ]),
  );
  return ({ unitId, shiftId }, day) => {
    const byDay = known.get(unitId)?.get(shiftId);
    const found = byDay?.get(day);
    if (found) return found;
    const shift = shifts.get(shiftId);
    if (!shift) throw new Error(`no shift "${shiftId}" among those of the roster`);
    if (!byDay) throw new Error(`no unit ${unitId} among those of the roster`);
    const made = { day, shift, unitId, ...instants(shiftId, day) };
    byDay.set(day, made);
    return made;
  };
}

function placesOf(problem: RosterProblem): Pick<RosterFrame, "places" | "placeIndexOf"> {
  const { days, units, shifts } = problem;
  const unitIndex = new Map(units.map(({ unitId }, index) => [unitId, index]));
  const shiftIndex = new Map(shifts.map(({ shiftId }, index) => [shiftId, index]));
  const placeIndexOf = (day: number, { unitId, shiftId }: Assignment): number => {
    const unit = unitIndex.get(unitId);
    const shift = shiftIndex.get(shiftId);
    if (unit === undefined) throw new Error(`no unit ${unitId} among those of the roster`);
    if (shift === undefined) throw new Error(`no shift "${shiftId}" among those of the roster`);
    return (day * units.length + unit) * shifts.length + shift;
  };
  const demands = new Map<number, ShiftDemand[]>();
  for (const demand of problem.demand.filter(({ day }) => day < days)) {
    const at = placeIndexOf(demand.day, demand);
    demands.set(at, [...(demands.get(at) ?? []), demand]);
  }
  const rules = problem.rules.filter(isOfPlaces);
  const rulesOf = units.map(({ unitId }) =>
    shifts.map(({ shiftId }) => rules.filter((rule) => appliesAt(rule, unitId, shiftId))),
  );
  const places: Place[] = [];
  for (let day = 0; day < days; day += 1) {
    for (const [unit, { unitId }] of units.entries()) {
      for (const [at, shift] of shifts.entries()) {
        const demand = demands.get(places.length) ?? [];
        places.push({ day, unitId, shift, demand, rules: rulesOf[unit]?.[at] ?? [] });
      }
    }
  }
  return { places, placeIndexOf };
}

function appliesAt({ terms, appliesTo }: RosterRule, unitId: UnitId, shiftId: ShiftId): boolean {
  if (!(appliesTo?.unitIds?.includes(unitId) ?? true)) return false;
  if (terms.kind !== "skill-mix") return true;
  return (terms.unitIds?.includes(unitId) ?? true) && (terms.shiftIds?.includes(shiftId) ?? true);
}

/** A person's days as they are in a roster, the past before them. */
export interface PersonLine {
  frame: RosterFrame;
  of: PersonFrame;
  /** By day since `frame.firstDay`. */
  worked: readonly (Worked | null)[];
  /** Paid minutes of all days before, by day since `frame.firstDay`; one more than there are days. */
  minutesBefore: Float64Array;
}

export function lineOf(frame: RosterFrame, of: PersonFrame, roster: Roster): PersonLine {
  const cells = roster.get(of.person.personId) ?? [];
  const { days } = frame.problem;
  const inRoster = Array.from({ length: days }, (_, day) => {
    const assignment = cells[day] ?? null;
    return assignment && frame.worked(assignment, day);
  });
  return lineOfDays(frame, of, [...of.past, ...inRoster]);
}

/** The line with other days in it; null: free. */
export function changedLine(
  line: PersonLine,
  changes: readonly { day: number; assignment: Assignment | null }[],
): PersonLine {
  const worked = [...line.worked];
  for (const { day, assignment } of changes) {
    worked[day - line.frame.firstDay] = assignment && line.frame.worked(assignment, day);
  }
  return lineOfDays(line.frame, line.of, worked);
}

function lineOfDays(
  frame: RosterFrame,
  of: PersonFrame,
  worked: readonly (Worked | null)[],
): PersonLine {
  const minutesBefore = new Float64Array(worked.length + 1);
  for (const [at, shift] of worked.entries()) {
    minutesBefore[at + 1] = (minutesBefore[at] ?? 0) + (shift?.paidMinutes ?? 0);
  }
  return { frame, of, worked, minutesBefore };
}

/** What is worked on a day; null where nothing is, or nothing is known. */
export const workedOn = ({ frame, worked }: PersonLine, day: number): Worked | null =>
  worked[day - frame.firstDay] ?? null;

/** Paid minutes from a day until another, which is excluded; both may be in the past. */
export const minutesOf = ({ frame, minutesBefore }: PersonLine, from: number, to: number): number =>
  (minutesBefore[to - frame.firstDay] ?? 0) - (minutesBefore[from - frame.firstDay] ?? 0);

export const isAbsent = ({ frame, of }: PersonLine, day: number): boolean =>
  of.absences[day - frame.firstDay] !== undefined;
