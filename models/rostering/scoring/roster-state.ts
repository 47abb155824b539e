import type { Assignment, Roster, RosterCell } from "../roster";
import type { RosterCharge } from "../roster-charge";
import {
  applies,
  changedLine,
  frameOf,
  lineOf,
  type PersonLine,
  type RosterFrame,
  workedOn,
} from "../roster-frame";
import type { PersonId } from "../roster-ids";
import type { RosterPerson, RosterProblem } from "../roster-problem";
import { fairRequestBreaches, type RefusedCount, refusedCount } from "./fair-breaches";
import { lineCharges, ruleCharge } from "./line-charges";
import { placeCharges } from "./place-charges";

/** A roster as it is counted: what each person's line and each shift of a unit is charged for. */
export interface RosterState {
  frame: RosterFrame;
  roster: Roster;
  /** By index of people. */
  lines: readonly PersonLine[];
  byPerson: readonly (readonly RosterCharge[])[];
  refused: readonly RefusedCount[];
  /** By index of `frame.places`: who works there, and what is charged. */
  staff: readonly (readonly RosterPerson[])[];
  byPlace: readonly (readonly RosterCharge[])[];
  /** The one thing that hangs on everybody at once. */
  fairRequests: readonly RosterCharge[];
}

export function stateOf(problem: RosterProblem, roster: Roster): RosterState {
  const frame = frameOf(problem);
  const lines = frame.people.map((of) => lineOf(frame, of, roster));
  const staff: RosterPerson[][] = frame.places.map(() => []);
  for (const line of lines) {
    for (let day = 0; day < problem.days; day += 1) {
      const worked = workedOn(line, day);
      if (worked) staff[placeOf(frame, worked)]?.push(line.of.person);
    }
  }
  const refused = lines.map(refusedCount);
  return {
    ...{ frame, roster, lines, staff, refused },
    byPerson: lines.map(lineCharges),
    byPlace: frame.places.map((place, index) => placeCharges(frame, place, staff[index] ?? [])),
    fairRequests: fairRequestCharges(frame, refused),
  };
}

/** Throws for a person or a day that is not of the roster. */
export function stateAfter(state: RosterState, changes: readonly RosterCell[]): RosterState {
  const { frame } = state;
  const lines = [...state.lines];
  const byPerson = [...state.byPerson];
  const refused = [...state.refused];
  const staff = [...state.staff];
  const byPlace = [...state.byPlace];
  const touched = new Set<number>();

  for (const personId of new Set(changes.map((change) => change.personId))) {
    const cells = changes.filter((change) => change.personId === personId);
    const index = frame.indexOf.get(personId);
    const line = index === undefined ? undefined : lines[index];
    if (index === undefined || !line) throw new Error(`no person ${personId} on the roster`);
    const changed = changedLine(line, cells);
    for (const { day } of cells) {
      if (day >= frame.problem.days) throw new Error(`no day ${day} in the roster`);
      const places = [workedOn(line, day), workedOn(changed, day)];
      for (const at of places.flatMap((worked) => (worked ? [placeOf(frame, worked)] : []))) {
        touched.add(at);
      }
    }
    lines[index] = changed;
    byPerson[index] = lineCharges(changed);
    refused[index] = refusedCount(changed);
  }
  for (const at of touched) {
    const place = frame.places[at];
    if (!place) continue;
    const people = lines
      .filter((line) => worksAt(frame, line, at, place.day))
      .map(({ of }) => of.person);
    staff[at] = people;
    byPlace[at] = placeCharges(frame, place, people);
  }
  return {
    ...{ frame, lines, byPerson, refused, staff, byPlace },
    roster: changedRoster(state, changes),
    fairRequests: fairRequestCharges(frame, refused),
  };
}

const placeOf = (
  frame: RosterFrame,
  { day, shift, unitId }: Exclude<ReturnType<typeof workedOn>, null>,
): number => frame.placeIndexOf(day, { shiftId: shift.shiftId, unitId });

function worksAt(frame: RosterFrame, line: PersonLine, at: number, day: number): boolean {
  const worked = workedOn(line, day);
  return worked !== null && placeOf(frame, worked) === at;
}

function changedRoster({ roster, frame }: RosterState, changes: readonly RosterCell[]): Roster {
  const changed = new Map<PersonId, readonly (Assignment | null)[]>(roster);
  for (const { personId, day, assignment } of changes) {
    const cells = changed.get(personId) ?? [];
    changed.set(
      personId,
      Array.from({ length: frame.problem.days }, (_, at) =>
        at === day ? assignment : (cells[at] ?? null),
      ),
    );
  }
  return changed;
}

const fairRequestCharges = (frame: RosterFrame, refused: readonly RefusedCount[]): RosterCharge[] =>
  frame.problem.rules.flatMap((rule) => {
    if (rule.terms.kind !== "fair-requests") return [];
    const counts = refused.filter(({ line }) => applies(rule, line.of.person));
    return fairRequestBreaches(counts, rule.terms).flatMap(({ line, breaches }) =>
      breaches.map((found) => ruleCharge(line, rule, found)),
    );
  });
