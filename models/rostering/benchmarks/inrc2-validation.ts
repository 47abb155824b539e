import type {
  Inrc2Assignment,
  Inrc2History,
  Inrc2NurseHistory,
  Inrc2Range,
  Inrc2Scenario,
  Inrc2Week,
} from "./inrc2-files";

// What weeks of solutions cost by the competition's own rules (Ceschia et al. 2015, section 3), counted on the
// files' own words. Shares nothing with the solver's form of the problem.

export interface Inrc2Costs {
  totalAssignments: number;
  consecutiveWork: number;
  consecutiveOff: number;
  requests: number;
  weekends: number;
  completeWeekends: number;
  optimalCover: number;
}

export interface Inrc2Verdict {
  cost: number;
  costs: Inrc2Costs;
  /** One line of words for each hard rule that is broken. */
  hardViolations: readonly string[];
}

const POINTS = {
  optimalCover: 30,
  consecutiveShift: 15,
  consecutiveWork: 30,
  consecutiveOff: 30,
  request: 10,
  completeWeekend: 30,
  totalAssignment: 20,
  weekend: 30,
};

/** A nurse's days, from Monday of the first week: the shift and skill, or undefined for a day off. */
type Line = readonly (Inrc2Assignment | undefined)[];

/** Judges the whole horizon: one solution for each week, in their order, after the first history. */
export function judgeInrc2(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  weeks: readonly Inrc2Week[],
  solutions: readonly (readonly Inrc2Assignment[])[],
): Inrc2Verdict {
  const broken: string[] = [];
  const costs: Inrc2Costs = {
    totalAssignments: 0,
    consecutiveWork: 0,
    consecutiveOff: 0,
    requests: 0,
    weekends: 0,
    completeWeekends: 0,
    optimalCover: 0,
  };
  weeks.forEach((week, index) => {
    const solution = solutions[index] ?? [];
    broken.push(...wrongAssignments(scenario, solution).map((what) => `week ${index}: ${what}`));
    for (const need of week.requirements) {
      const there = solution.filter(
        ({ day, shiftId, skill }) =>
          day === need.day && shiftId === need.shiftId && skill === need.skill,
      ).length;
      if (there < need.minimum) {
        broken.push(`week ${index}, day ${need.day}: ${need.shiftId} ${need.skill} short`);
      }
      costs.optimalCover += POINTS.optimalCover * Math.max(0, need.optimum - there);
    }
    for (const wish of week.offRequests) {
      const isWorked = solution.some(
        ({ nurseId, day, shiftId }) =>
          nurseId === wish.nurseId &&
          day === wish.day &&
          (wish.shiftId === undefined || wish.shiftId === shiftId),
      );
      if (isWorked) costs.requests += POINTS.request;
    }
  });
  for (const nurse of scenario.nurses) {
    const past = history.nurses.get(nurse.nurseId);
    if (past === undefined) {
      broken.push(`${nurse.nurseId}: no history`);
      continue;
    }
    const line = weeks.flatMap((_, week) =>
      Array.from({ length: 7 }, (_unused, day) =>
        solutions[week]?.find((one) => one.nurseId === nurse.nurseId && one.day === day),
      ),
    );
    broken.push(
      ...wrongSuccessions(scenario, past, line).map((what) => `${nurse.nurseId}: ${what}`),
    );
    judgeLine(scenario, nurse, past, line, history.week + weeks.length === scenario.weeks, costs);
  }
  const cost = Object.values(costs).reduce((sum, points) => sum + points, 0);
  return { cost, costs, hardViolations: broken };
}

function wrongAssignments(
  { nurses, shifts }: Inrc2Scenario,
  solution: readonly Inrc2Assignment[],
): string[] {
  const seen = new Set<string>();
  return solution.flatMap(({ nurseId, day, shiftId, skill }) => {
    const nurse = nurses.find((one) => one.nurseId === nurseId);
    const wrong: string[] = [];
    if (!nurse) wrong.push(`${nurseId} is not in the scenario`);
    else if (!nurse.skills.includes(skill)) wrong.push(`${nurseId} has not the skill ${skill}`);
    if (!shifts.some((shift) => shift.shiftId === shiftId)) wrong.push(`no shift ${shiftId}`);
    if (seen.has(`${nurseId} ${day}`)) wrong.push(`${nurseId} works twice on day ${day}`);
    seen.add(`${nurseId} ${day}`);
    return wrong;
  });
}

function wrongSuccessions(
  { shifts }: Inrc2Scenario,
  past: Inrc2NurseHistory,
  line: Line,
): string[] {
  let before = past.lastShiftId;
  return line.flatMap((assignment, day) => {
    const forbidden = shifts.find(({ shiftId }) => shiftId === before)?.cannotBeFollowedBy ?? [];
    const isWrong = assignment !== undefined && forbidden.includes(assignment.shiftId);
    const words = isWrong ? [`${assignment.shiftId} after ${before ?? ""} on day ${day}`] : [];
    before = assignment?.shiftId;
    return words;
  });
}

function judgeLine(
  { shifts }: Inrc2Scenario,
  { contract }: Inrc2Scenario["nurses"][number],
  past: Inrc2NurseHistory,
  line: Line,
  isComplete: boolean,
  costs: Inrc2Costs,
): void {
  const works = line.map((assignment) => assignment !== undefined);
  const days = (is: (day: Line[number]) => boolean) => line.map(is);
  costs.consecutiveWork +=
    POINTS.consecutiveWork * stepsOff(works, past.consecutiveWork, contract.consecutiveWork);
  for (const { shiftId, consecutive } of shifts) {
    const before = past.lastShiftId === shiftId ? past.consecutiveSame : 0;
    costs.consecutiveWork +=
      POINTS.consecutiveShift *
      stepsOff(
        days((day) => day?.shiftId === shiftId),
        before,
        consecutive,
      );
  }
  costs.consecutiveOff +=
    POINTS.consecutiveOff *
    stepsOff(
      days((day) => day === undefined),
      past.consecutiveOff,
      contract.consecutiveOff,
    );

  const weekends = Array.from({ length: line.length / 7 }, (_, week) => [
    works[week * 7 + 5],
    works[week * 7 + 6],
  ]);
  if (contract.completeWeekends) {
    costs.completeWeekends +=
      POINTS.completeWeekend * weekends.filter(([sat, sun]) => sat !== sun).length;
  }
  // Totals are judged once, at the end of the horizon.
  if (!isComplete) return;
  const total = past.assignments + works.filter(Boolean).length;
  const { minimum, maximum } = contract.assignments;
  costs.totalAssignments +=
    POINTS.totalAssignment * (Math.max(0, minimum - total) + Math.max(0, total - maximum));
  const worked = past.weekends + weekends.filter(([sat, sun]) => sat || sun).length;
  costs.weekends += POINTS.weekend * Math.max(0, worked - contract.maximumWeekends);
}

/**
 * Days that runs miss or exceed their range by. What was too long before the first day has been paid; a run
 * that reaches the last day may go on, so it is not too short.
 */
function stepsOff(
  isIn: readonly boolean[],
  before: number,
  { minimum, maximum }: Inrc2Range,
): number {
  let steps = 0;
  let length = before;
  for (const is of isIn) {
    if (is) {
      length += 1;
      if (length > maximum) steps += 1;
    } else {
      if (length > 0) steps += Math.max(0, minimum - length);
      length = 0;
    }
  }
  return steps;
}
