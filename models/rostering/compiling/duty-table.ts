import type { Assignment } from "../roster";
import type { RosterFrame } from "../roster-frame";
import type { RosterShift } from "../roster-problem";
import type { DutySet, SolverDuty } from "../solver/solver-problem";
import { type RestRule, restRulesOf, type ShortRest, shortRestsOn } from "./short-rests";

/** A shift of a unit, on days that are alike in the rests around it. */
interface Duty {
  shift: RosterShift;
  assignment: Assignment;
  kindOfDay: number;
}

/** Rests that are too short by one rule, on one kind of day. */
export interface KindRests {
  rule: RestRule;
  kindOfDay: number;
  rests: readonly ShortRest[];
}

/**
 * Shifts of units as duties. Where the clocks change, a rest is an hour longer or shorter than on other days:
 * if that makes a difference to a rule, the shifts of that day are duties of their own.
 */
export interface DutyTable {
  solverDuties: SolverDuty[];
  assignmentOf: (duty: number) => Assignment | null;
  /** Undefined where nobody is ever asked for that shift in that unit. */
  dutyOf: (assignment: Assignment, day: number) => number | undefined;
  setOf: (isIn: (duty: { shift: RosterShift; kindOfDay: number }) => boolean) => DutySet;
  daysOff: DutySet;
  anyWork: DutySet;
  shortRests: readonly KindRests[];
}

/** A line is a byte a day. */
const MOST_DUTIES = 256;

export function dutyTable(frame: RosterFrame): DutyTable {
  const { problem, firstDay } = frame;
  const pairs = pairsOf(frame);
  const shifts = problem.shifts.filter(({ shiftId }) =>
    pairs.some((pair) => pair.shiftId === shiftId),
  );
  const { kindOf, kinds, shortRests } = kindsOfDays(frame, shifts);
  const duties = Array.from({ length: kinds }, (_, kindOfDay) =>
    pairs.flatMap((assignment) => {
      const shift = shifts.find(({ shiftId }) => shiftId === assignment.shiftId);
      return shift ? [{ shift, assignment, kindOfDay }] : [];
    }),
  ).flat();
  if (duties.length >= MOST_DUTIES) {
    throw new Error(
      `${duties.length} shifts of units are more than a solver takes at once: make rosters of fewer units`,
    );
  }
  const indexOf = new Map(
    duties.map((duty, at) => [keyOf(duty.assignment, duty.kindOfDay), at + 1]),
  );
  const setOf: DutyTable["setOf"] = (isIn) => [false, ...duties.map(isIn)];
  return {
    ...{ setOf, shortRests },
    daysOff: [true, ...duties.map(() => false)],
    anyWork: [false, ...duties.map(() => true)],
    assignmentOf: (duty) => duties[duty - 1]?.assignment ?? null,
    dutyOf: (assignment, day) => indexOf.get(keyOf(assignment, kindOf[day - firstDay] ?? USUAL)),
    solverDuties: [
      { label: "off", minutes: Array.from({ length: problem.days }, () => 0) },
      ...duties.map((duty) => solverDuty(frame, duty)),
    ],
  };
}

const keyOf = ({ unitId, shiftId }: Assignment, kindOfDay: number): string =>
  `${unitId} ${shiftId} ${kindOfDay}`;

function solverDuty(frame: RosterFrame, { shift, assignment, kindOfDay }: Duty): SolverDuty {
  const unit = frame.unitNames.get(assignment.unitId) ?? "";
  return {
    label: `${shift.code} ${unit}${kindOfDay === USUAL ? "" : " (clocks change)"}`,
    minutes: Array.from(
      { length: frame.problem.days },
      (_, day) => frame.worked(assignment, day).paidMinutes,
    ),
  };
}

/** Only what is asked for, pinned or was worked. */
function pairsOf({ problem }: RosterFrame): Assignment[] {
  const pairs = new Map<string, Assignment>();
  const add = ({ unitId, shiftId }: Assignment) =>
    pairs.set(keyOf({ unitId, shiftId }, USUAL), { unitId, shiftId });
  problem.demand.forEach(add);
  for (const { assignment } of problem.pins) if (assignment) add(assignment);
  for (const { assignment } of problem.past) add(assignment);
  return [...pairs.values()];
}

/** The kind that most days are of. */
const USUAL = 0;

interface KindsOfDays {
  /** By day since the first. */
  kindOf: readonly number[];
  kinds: number;
  shortRests: KindRests[];
}

/** Days are of one kind if all rules find the same rests too short after a shift that begins on them. */
function kindsOfDays(frame: RosterFrame, shifts: readonly RosterShift[]): KindsOfDays {
  const { firstDay, problem } = frame;
  const rules = restRulesOf(problem.rules);
  const days = Array.from({ length: problem.days - firstDay }, (_, at) =>
    rules.map((rule) => shortRestsOn(frame, shifts, rule, firstDay + at)),
  );
  const signatures = days.map((rests) => signatureOf(rests));
  const counts = new Map<string, number>();
  for (const signature of signatures) counts.set(signature, (counts.get(signature) ?? 0) + 1);
  const kinds = [...counts.entries()].sort((a, b) => b[1] - a[1]).map(([signature]) => signature);
  return {
    kindOf: signatures.map((signature) => kinds.indexOf(signature)),
    kinds: kinds.length,
    shortRests: kinds.flatMap((kind, kindOfDay) => {
      const example = days[signatures.indexOf(kind)] ?? [];
      return rules.map((rule, index) => ({ rule, kindOfDay, rests: example[index] ?? [] }));
    }),
  };
}

const signatureOf = (rests: readonly (readonly ShortRest[])[]): string =>
  JSON.stringify(
    rests.map((each) =>
      each.map(({ before, after, daysApart, steps }) => [
        ...[before.shiftId, after.shiftId, daysApart, steps],
      ]),
    ),
  );
