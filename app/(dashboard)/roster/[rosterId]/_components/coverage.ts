import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import type { PlannedDemand } from "#models/rostering/make-demand";
import type { Assignment, Roster } from "#models/rostering/roster";
import type { Skill } from "#models/rostering/roster-ids";
import type {
  RosterPerson,
  RosterProblem,
  RosterShift,
  ShiftDemand,
} from "#models/rostering/roster-problem";
import { counts } from "#models/rostering/scoring/place-charges";
import type { UnitId } from "#models/shared/ids";

/** What is needed of a shift in a unit, over the days of the roster. */
export interface CoverageLine {
  key: string;
  unitId: UnitId;
  unitName: string;
  shift: RosterShift;
  /** Absent: anybody who counts as a nurse. */
  skill: Skill | undefined;
  /** By day; undefined where nothing is needed. */
  needs: readonly (ShiftDemand | undefined)[];
  /** Of the forecast, by day; undefined where it does not reach. */
  intervals: readonly (Interval | undefined)[];
}

/** How many it takes in the middle 80 % of cases. */
export interface Interval {
  low: number;
  high: number;
}

const [LOW, HIGH] = [QUANTILE_LEVELS.indexOf(0.1), QUANTILE_LEVELS.indexOf(0.9)];

function intervalOf({ quantiles }: PlannedDemand): Interval | undefined {
  const [low, high] = [quantiles?.[LOW], quantiles?.[HIGH]];
  return low === undefined || high === undefined ? undefined : { low, high };
}

type CoverageProblem = Pick<RosterProblem, "demand" | "units" | "shifts" | "days">;

/** The lines that there is any demand for: by unit, by the shift's start, all nurses before those with a skill. */
export function coverageLines(
  problem: CoverageProblem,
  planned: readonly PlannedDemand[],
): CoverageLine[] {
  const lines = new Map<string, LineInMaking>();
  const intervals = new Map(planned.map((each) => [keyOfNeed(each.demand), intervalOf(each)]));
  for (const need of problem.demand) {
    const unit = problem.units.find(({ unitId }) => unitId === need.unitId);
    const shift = problem.shifts.find(({ shiftId }) => shiftId === need.shiftId);
    if (!unit || !shift || need.day >= problem.days) continue;
    const key = [need.unitId, need.shiftId, need.skill ?? ""].join(" ");
    const line = lines.get(key) ?? {
      ...{ key, unitId: unit.unitId, unitName: unit.name, shift, skill: need.skill },
      needs: new Array<ShiftDemand | undefined>(problem.days).fill(undefined),
      intervals: new Array<Interval | undefined>(problem.days).fill(undefined),
    };
    line.needs[need.day] = need;
    line.intervals[need.day] = intervals.get(keyOfNeed(need));
    lines.set(key, line);
  }
  const unitOrder = new Map(problem.units.map(({ unitId }, index) => [unitId, index]));
  return [...lines.values()].toSorted(
    (a, b) =>
      (unitOrder.get(a.unitId) ?? 0) - (unitOrder.get(b.unitId) ?? 0) ||
      Number(a.skill !== undefined) - Number(b.skill !== undefined) ||
      a.shift.from.localeCompare(b.shift.from) ||
      (a.skill ?? "").localeCompare(b.skill ?? ""),
  );
}

interface LineInMaking extends CoverageLine {
  needs: (ShiftDemand | undefined)[];
  intervals: (Interval | undefined)[];
}

const keyOfNeed = ({ unitId, shiftId, skill, day }: ShiftDemand): string =>
  [unitId, shiftId, skill ?? "", day].join(" ");

/** How many are planned of each line, by day. */
export function countCover(
  lines: readonly CoverageLine[],
  { people, days }: Pick<RosterProblem, "people" | "days">,
  roster: Roster,
): (readonly number[])[] {
  return lines.map((line) => {
    const planned = new Array<number>(days).fill(0);
    for (const person of people) {
      if (!counts(person, line)) continue;
      roster.get(person.personId)?.forEach((assignment, day) => {
        if (isOf(line, assignment)) planned[day] = (planned[day] ?? 0) + 1;
      });
    }
    return planned;
  });
}

/** A person's day that is not what it was. */
export interface CoverChange {
  person: RosterPerson;
  day: number;
  before: Assignment | null;
  after: Assignment | null;
}

/** The same after some changes. A line that none concerns keeps its counts, the same object. */
export const recountCover = (
  lines: readonly CoverageLine[],
  cover: readonly (readonly number[])[],
  changes: readonly CoverChange[],
): (readonly number[])[] =>
  lines.map((line, place) => {
    const old = cover[place] ?? [];
    let planned: number[] | undefined;
    for (const { person, day, before, after } of changes) {
      if (!counts(person, line)) continue;
      const step = Number(isOf(line, after)) - Number(isOf(line, before));
      if (step === 0) continue;
      planned ??= [...old];
      planned[day] = (planned[day] ?? 0) + step;
    }
    return planned ?? old;
  });

const isOf = ({ unitId, shift }: CoverageLine, assignment: Assignment | null): boolean =>
  assignment?.unitId === unitId && assignment.shiftId === shift.shiftId;

export type CoverVerdict = "unneeded" | "below-minimum" | "below-target" | "met" | "above";

export interface Cover {
  verdict: CoverVerdict;
  /** How many are missing to the target, or to the minimum where that is not reached; or too many. */
  by: number;
}

/** What a number of people is worth against what is needed. */
export function judgeCover(planned: number, need: ShiftDemand | undefined): Cover {
  if (!need) return { verdict: "unneeded", by: planned };
  if (planned < need.minimum) return { verdict: "below-minimum", by: need.minimum - planned };
  if (planned < need.target) return { verdict: "below-target", by: need.target - planned };
  if (planned > need.maximum) return { verdict: "above", by: planned - need.maximum };
  return { verdict: "met", by: 0 };
}

/** "short by 2 of the minimum", for whoever cannot see the colour and for the tooltip. */
export function describeCover(planned: number, need: ShiftDemand | undefined): string {
  const { verdict, by } = judgeCover(planned, need);
  if (!need) return planned === 0 ? "nobody needed" : `${planned} planned, nobody needed`;
  const range = `minimum ${need.minimum}, target ${need.target}, at most ${need.maximum}`;
  return `${planned} planned, ${VERDICT_WORDS[verdict](by)}; ${range}`;
}

const VERDICT_WORDS: Record<CoverVerdict, (by: number) => string> = {
  unneeded: () => "none needed",
  "below-minimum": (by) => `short by ${by} of the minimum`,
  "below-target": (by) => `short by ${by} of the target`,
  met: () => "enough",
  above: (by) => `over by ${by}`,
};
