import type { UnitId } from "../shared/ids";
import { whyInexact } from "./compile-problem";
import { allOf, nameOf, partInWords, remedyInWords } from "./explaining/conflict-words";
import { isPossible, type Part, type SearchLimit, Undecided } from "./explaining/possible-roster";
import { smallestConflict } from "./explaining/smallest-conflict";
import type { Assignment } from "./roster";
import type { PersonId } from "./roster-ids";
import type { RosterPerson, RosterProblem } from "./roster-problem";
import { scoreRoster } from "./roster-score";
import { knowsUnit } from "./scoring/legal-charges";
import { counts } from "./scoring/place-charges";

/** One thing of those that contradict each other. */
export interface ConflictPart {
  /** `past`: what somebody worked before the roster. */
  kind: Part["kind"];
  ruleId?: string;
  personId?: PersonId;
  /** The first day that it is about; absent: the whole roster. */
  day?: number;
  text: string;
}

/** Things that cannot all hold. Take any one of them away and the rest can: each is necessary. */
export interface Conflict {
  parts: readonly ConflictPart[];
  /** The people whose lines it is about: of demand, all who could meet it. */
  personIds: readonly PersonId[];
  /** What contradicts what, in one sentence. */
  text: string;
  /** What would resolve it: changes of this roster first, changes of rules last. */
  remedies: readonly string[];
  /** Where solvers ask more of a rule of the parts than it says. */
  notes: readonly string[];
}

/** `possible`: there is a roster that keeps all. `unknown`: the time was over before that was found out. */
export type Explanation =
  { kind: "possible" } | { kind: "unknown" } | { kind: "conflict"; conflict: Conflict };

/**
 * Why no roster keeps all hard rules, pins and absences and meets the minimum of all demand: a smallest set of
 * them that contradict each other. First those of one person's own line are looked at, then the days on which
 * too few are there, then each unit, its weeks before the whole, and last all units: so that what is found is
 * as small to understand as it can be.
 */
export async function explainInfeasible(
  problem: RosterProblem,
  limit: SearchLimit,
): Promise<Explanation> {
  try {
    for (const person of peopleInDoubt(problem)) {
      const alone = { ...problem, people: [person] };
      const conflict = await conflictOf(alone, partsOf(alone).filter(isNoDemand), limit);
      if (conflict.length > 0) return explained(problem, conflict, [person]);
    }
    for (const { whole, within } of scopesOf(problem)) {
      if (await isPossible(whole, partsOf(whole), limit)) continue;
      for (const scope of [...within, whole]) {
        const conflict = await conflictOf(scope, partsOf(scope), limit);
        if (conflict.length > 0) return explained(problem, conflict, whoCould(scope, conflict));
      }
    }
    return { kind: "possible" };
  } catch (cause) {
    if (cause instanceof Undecided) return { kind: "unknown" };
    throw cause;
  }
}

/** Whoever keeps all rules with nothing but their pins needs no search. */
function peopleInDoubt(problem: RosterProblem): RosterPerson[] {
  const pinned = new Map<PersonId, (Assignment | null)[]>();
  for (const { personId, day, assignment } of problem.pins) {
    const cells = pinned.get(personId) ?? Array.from({ length: problem.days }, () => null);
    cells[day] = assignment;
    pinned.set(personId, cells);
  }
  const { byPerson } = scoreRoster(problem, pinned);
  return problem.people.filter((_, at) => (byPerson[at]?.hardSteps ?? 0) > 0);
}

async function conflictOf(
  problem: RosterProblem,
  parts: readonly Part[],
  limit: SearchLimit,
): Promise<Part[]> {
  const ask = (some: readonly Part[]) => isPossible(problem, some, limit);
  return (await ask(parts)) ? [] : smallestConflict(parts, ask);
}

/** What had rather be left out comes first: the past and rules are harder to change than a pin. */
function partsOf({ people, rules, pins, absences, past, demand }: RosterProblem): Part[] {
  const ids = new Set(people.map(({ personId }) => personId));
  const isOurs = ({ personId }: { personId: PersonId }) => ids.has(personId);
  const withPast = [...new Set(past.filter(isOurs).map(({ personId }) => personId))];
  return [
    ...withPast.map((personId) => ({ kind: "past" as const, personId })),
    ...rules
      .filter(({ strictness }) => strictness.kind === "hard")
      .map((rule) => ({ kind: "rule" as const, rule })),
    ...absences.filter(isOurs).map((absence) => ({ kind: "absence" as const, absence })),
    ...demand
      .filter(({ minimum }) => minimum > 0)
      .map((each) => ({ kind: "demand" as const, demand: each })),
    ...pins.filter(isOurs).map((pin) => ({ kind: "pin" as const, pin })),
  ];
}

const isNoDemand = ({ kind }: Part): boolean => kind !== "demand";

const DAYS_OF_WEEK = 7;

interface Scope {
  whole: RosterProblem;
  /** Parts of it that are looked at before it. */
  within: readonly RosterProblem[];
}

/** With the people who could meet the demand: what others do makes no difference to it. */
function scopesOf(problem: RosterProblem): Scope[] {
  const { days, units } = problem;
  const short = shortDays(problem).map(({ unitId, day }) => ({
    ...{ whole: demandOf(problem, unitId, day, 1), within: [] },
  }));
  const ofUnits = units.map(({ unitId }) => ({
    whole: demandOf(problem, unitId, 0, days),
    within: Array.from({ length: Math.ceil(days / DAYS_OF_WEEK) }, (_, week) =>
      demandOf(problem, unitId, week * DAYS_OF_WEEK, DAYS_OF_WEEK),
    ),
  }));
  const all = units.length > 1 ? [{ whole: problem, within: [] }] : [];
  const asksFor = ({ whole }: Scope) => whole.demand.some(({ minimum }) => minimum > 0);
  return [...short, ...ofUnits, ...all].filter(asksFor);
}

/** Other rows say what else may be worked, and ask for nothing. */
function demandOf(problem: RosterProblem, unitId: UnitId, from: number, length: number) {
  return {
    ...problem,
    people: problem.people.filter((person) => knowsUnit(person, unitId)),
    demand: problem.demand.map((row) =>
      row.unitId === unitId && row.day >= from && row.day < from + length
        ? row
        : { ...row, minimum: 0 },
    ),
  };
}

/** Days on which a unit asks for more nurses than are there at all. */
function shortDays({ people, units, days, demand, absences }: RosterProblem) {
  return units.flatMap(({ unitId }) =>
    Array.from({ length: days }, (_, day) => {
      const asked = demand
        .filter((row) => row.unitId === unitId && row.day === day && row.skill === undefined)
        .reduce((sum, { minimum }) => sum + minimum, 0);
      const there = people.filter(
        (person) =>
          knowsUnit(person, unitId) &&
          counts(person, {}) &&
          !absences.some(
            ({ personId, fromDay, toDay }) =>
              personId === person.personId && fromDay <= day && day <= toDay,
          ),
      );
      return asked > there.length ? [{ unitId, day }] : [];
    }).flat(),
  );
}

const whoCould = ({ people }: RosterProblem, parts: readonly Part[]): RosterPerson[] =>
  people.filter((person) =>
    parts.some(
      (part) =>
        part.kind === "demand" &&
        knowsUnit(person, part.demand.unitId) &&
        counts(person, part.demand),
    ),
  );

function explained(
  problem: RosterProblem,
  parts: readonly Part[],
  people: readonly RosterPerson[],
): Explanation {
  const words = parts.map((part) => partInWords(problem, part));
  const isOfDemand = parts.some(({ kind }) => kind === "demand");
  const forWhom = forPeople(problem, people, isOfDemand);
  return {
    kind: "conflict",
    conflict: {
      parts: parts.map((part, at) => ({ ...aboutOf(part), text: words[at] ?? "" })),
      personIds: people.map(({ personId }) => personId),
      text:
        parts.length === 1
          ? `This cannot be${forWhom}: ${words.join("")}.`
          : `These cannot all be${forWhom}: ${allOf(words)}.`,
      remedies: REMEDY_ORDER.flatMap((kind) =>
        parts
          .filter((part) => part.kind === kind)
          .flatMap((part) => remedyInWords(problem, part) ?? []),
      ),
      notes: parts.flatMap((part) => (part.kind === "rule" ? (whyInexact(part.rule) ?? []) : [])),
    },
  };
}

function forPeople(
  problem: RosterProblem,
  people: readonly RosterPerson[],
  isOfDemand: boolean,
): string {
  if (!isOfDemand) return ` for ${allOf(people.map(({ personId }) => nameOf(problem, personId)))}`;
  return people.length === 0
    ? ", as nobody may work there"
    : ` for the ${people.length} who could work there`;
}

const REMEDY_ORDER: readonly Part["kind"][] = ["pin", "demand", "absence", "rule"];

function aboutOf(part: Part): Omit<ConflictPart, "text"> {
  switch (part.kind) {
    case "rule":
      return { kind: part.kind, ruleId: part.rule.ruleId };
    case "pin":
      return { kind: part.kind, personId: part.pin.personId, day: part.pin.day };
    case "absence":
      return { kind: part.kind, personId: part.absence.personId, day: part.absence.fromDay };
    case "past":
      return { kind: part.kind, personId: part.personId };
    case "demand":
      return { kind: part.kind, day: part.demand.day };
  }
}
