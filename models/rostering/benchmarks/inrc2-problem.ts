import type {
  DutySet,
  LineRule,
  Lines,
  SolverCover,
  SolverPerson,
  SolverProblem,
} from "../solver/solver-problem";
import type {
  Inrc2Assignment,
  Inrc2History,
  Inrc2Nurse,
  Inrc2NurseHistory,
  Inrc2Requirement,
  Inrc2Scenario,
  Inrc2Week,
} from "./inrc2-files";

/** Weeks to plan: some whose data is known, then some of which only weeks like them have been seen. */
export interface Inrc2Outlook {
  known: readonly Inrc2Week[];
  /** Weeks that those to come are taken to be like. */
  seen: readonly Inrc2Week[];
  /** How many weeks to come are planned along. */
  ahead: number;
}

/** Points for each person below the optimum. */
const MISSING = 30;
/** Besides: a future day's minimum cannot be broken when it comes, so whoever is missing then is dear. */
const MISSING_LATER = 60;
/**
 * Points for each person fewer who could have a shift on the day after the known weeks, up to the highest minimum
 * so far: the last day's late and night shifts forbid it, and what that day needs is known too late to mend them.
 */
const UNREADY = 300;
/** There may be a shift with a skill that no day seen has asked for. */
const LEAST_READY = 1;
/** How far a week that comes can be planned by its own demand: 0 not at all, 1 wholly. */
const ADAPTING = 0.75;

/**
 * The weeks as solvers take them. Duty 0 is off, the others are pairs of shift and skill. Weeks to come cost
 * what they would on average over the days seen, weekdays and weekend apart; limits of the whole horizon are
 * for the part of it that is planned.
 */
export function inrc2Problem(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  outlook: Inrc2Outlook,
): SolverProblem {
  const pairs = dutyPairs(scenario);
  const days = 7 * (outlook.known.length + outlook.ahead);
  return {
    days,
    firstWeekday: 0,
    duties: [
      { label: "off", minutes: new Array<number>(days).fill(0) },
      ...pairs.map(({ shiftId, skill }) => ({
        label: `${shiftId} ${skill}`,
        minutes: new Array<number>(days).fill(480),
      })),
    ],
    people: scenario.nurses.map((nurse) => personOf(scenario, history, outlook, nurse, days)),
    covers: [
      ...pairs.flatMap((pair, index) => [
        ...outlook.known.flatMap((week, weekIndex) =>
          needsOf([week], pair).map((need): SolverCover => ({
            ...coverOf(index + 1, weekIndex * 7 + need.day, labelOf(pair)),
            below: [{ limit: need.optimum, slope: MISSING }],
            hardMinimum: need.minimum,
          })),
        ),
        ...Array.from({ length: 7 * outlook.ahead }, (_, later): SolverCover => ({
          ...coverOf(index + 1, outlook.known.length * 7 + later, labelOf(pair)),
          below: likelyLimits(outlook.seen, pair, later % 7),
        })),
      ]),
      ...(outlook.ahead > 0 ? readiness(scenario, outlook) : []),
    ],
  };
}

interface DutyPair {
  shiftId: string;
  skill: string;
}

const labelOf = ({ shiftId, skill }: DutyPair): string => `${shiftId} ${skill}`;

const needsOf = (weeks: readonly Inrc2Week[], { shiftId, skill }: DutyPair): Inrc2Requirement[] =>
  weeks.flatMap(({ requirements }) =>
    requirements.filter((need) => need.shiftId === shiftId && need.skill === skill),
  );

const coverOf = (duty: number, day: number, label: string) => ({
  ruleId: "cover",
  label,
  day,
  members: [{ duties: [duty], weight: 1 }],
  above: [],
});

function dutyPairs({ shifts, skills }: Inrc2Scenario): DutyPair[] {
  return shifts.flatMap(({ shiftId }) => skills.map((skill) => ({ shiftId, skill })));
}

/**
 * What a day to come costs below its limits. A part of it is the mean of what the days like it cost, as if nobody
 * could adapt to the day that comes; the rest is what their mean demand costs, as if everybody could.
 */
function likelyLimits(seen: readonly Inrc2Week[], pair: DutyPair, day: number) {
  const isWeekend = day >= 5;
  const alike = needsOf(seen, pair).filter((need) => need.day >= 5 === isWeekend);
  const slopes = new Map<number, number>();
  const add = (limit: number, points: number) => {
    if (limit > 0) slopes.set(limit, (slopes.get(limit) ?? 0) + points);
  };
  const share = 1 / alike.length;
  for (const { minimum, optimum } of alike) {
    add(optimum, (1 - ADAPTING) * MISSING * share);
    add(minimum, (1 - ADAPTING) * MISSING_LATER * share);
  }
  const mean = (of: (need: (typeof alike)[number]) => number) =>
    alike.reduce((sum, need) => sum + of(need) * share, 0);
  add(
    mean(({ optimum }) => optimum),
    ADAPTING * MISSING,
  );
  add(
    mean(({ minimum }) => minimum),
    ADAPTING * MISSING_LATER,
  );
  return Array.from(slopes, ([limit, slope]) => ({ limit, slope }));
}

/** Of each shift that some shifts may not be followed by: who could have it after the last known day. */
function readiness(scenario: Inrc2Scenario, { known, seen }: Inrc2Outlook): SolverCover[] {
  const { nurses, shifts } = scenario;
  const pairs = dutyPairs(scenario);
  return pairs.flatMap((pair) => {
    const forbids = new Set(
      shifts.flatMap((one) => (one.cannotBeFollowedBy.includes(pair.shiftId) ? [one.shiftId] : [])),
    );
    if (forbids.size === 0) return [];
    const minima = needsOf(seen, pair).map(({ minimum }) => minimum);
    return [
      {
        ruleId: "readiness",
        label: labelOf(pair),
        day: 7 * known.length - 1,
        members: [
          {
            people: nurses.flatMap(({ skills }, person) =>
              skills.includes(pair.skill) ? [person] : [],
            ),
            duties: [
              0,
              ...pairs.flatMap((one, index) => (forbids.has(one.shiftId) ? [] : [index + 1])),
            ],
            weight: 1,
          },
        ],
        below: [{ limit: Math.max(LEAST_READY, ...minima), slope: UNREADY }],
        above: [],
      },
    ];
  });
}

function personOf(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  { known }: Inrc2Outlook,
  nurse: Inrc2Nurse,
  days: number,
): SolverPerson {
  const pairs = dutyPairs(scenario);
  const possible = [0];
  pairs.forEach(({ skill }, index) => {
    if (nurse.skills.includes(skill)) possible.push(index + 1);
  });
  const costs = Array.from({ length: days }, () => new Float64Array(pairs.length + 1));
  known.forEach(({ offRequests }, week) => {
    for (const { nurseId, day, shiftId } of offRequests) {
      if (nurseId !== nurse.nurseId) continue;
      pairs.forEach((pair, index) => {
        const cost = costs[week * 7 + day];
        if (cost && (shiftId === undefined || pair.shiftId === shiftId)) {
          cost[index + 1] = (cost[index + 1] ?? 0) + 10;
        }
      });
    }
  });
  const past = history.nurses.get(nurse.nurseId);
  if (past === undefined) throw new RangeError(`the history has nothing of ${nurse.nurseId}`);
  return {
    label: nurse.nurseId,
    allowed: Array.from({ length: days }, () => possible),
    costs,
    rules: rulesOf(scenario, history, nurse, past, days),
    past: pastLine(scenario, past),
  };
}

/** As many days as the history tells of; a longer run of work began with some other shift. */
function pastLine({ shifts, skills }: Inrc2Scenario, past: Inrc2NurseHistory): number[] {
  if (past.lastShiftId === undefined) return new Array<number>(past.consecutiveOff).fill(0);
  const last = shifts.findIndex(({ shiftId }) => shiftId === past.lastShiftId);
  const other = last === 0 ? shifts.length - 1 : 0;
  const dutyOf = (shift: number) => shift * skills.length + 1;
  return [
    ...new Array<number>(past.consecutiveWork - past.consecutiveSame).fill(dutyOf(other)),
    ...new Array<number>(past.consecutiveSame).fill(dutyOf(last)),
  ];
}

function rulesOf(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  { contract }: Inrc2Nurse,
  past: Inrc2NurseHistory,
  days: number,
): LineRule[] {
  const pairs = dutyPairs(scenario);
  const duties = (isIn: (shiftId: string | undefined) => boolean): DutySet => [
    isIn(undefined),
    ...pairs.map(({ shiftId }) => isIn(shiftId)),
  ];
  const part = (limit: number, used: number) => limitFor(scenario, history, days, limit, used);
  const work = duties((shift) => shift !== undefined);
  const weekends = Array.from({ length: days / 7 }, (_, week) => week * 7 + 5);
  return [
    ...scenario.shifts
      .filter(({ cannotBeFollowedBy }) => cannotBeFollowedBy.length > 0)
      .map(({ shiftId, cannotBeFollowedBy }): LineRule => ({
        kind: "succession",
        ruleId: "succession",
        first: duties((shift) => shift === shiftId),
        next: duties((shift) => shift !== undefined && cannotBeFollowedBy.includes(shift)),
        price: "hard",
      })),
    ...scenario.shifts.map(({ shiftId, consecutive }): LineRule => ({
      kind: "run",
      ruleId: `consecutive-${shiftId}`,
      duties: duties((shift) => shift === shiftId),
      ...consecutive,
      below: 15,
      above: 15,
    })),
    {
      kind: "run",
      ruleId: "consecutive-work",
      duties: work,
      ...contract.consecutiveWork,
      below: 30,
      above: 30,
    },
    {
      kind: "run",
      ruleId: "consecutive-off",
      duties: duties((shift) => shift === undefined),
      ...contract.consecutiveOff,
      below: 30,
      above: 30,
    },
    {
      kind: "sum",
      ruleId: "assignments",
      fromDay: 0,
      toDay: days,
      weights: work.map(Number),
      offset: past.assignments,
      minimum: part(contract.assignments.minimum, past.assignments),
      maximum: part(contract.assignments.maximum, past.assignments),
      step: 1,
      below: 20,
      above: 20,
    },
    {
      kind: "weekends",
      ruleId: "weekends",
      saturdays: weekends,
      offset: past.weekends,
      maximum: part(contract.maximumWeekends, past.weekends),
      price: 30,
    },
    ...(contract.completeWeekends ? weekends : []).map((saturday): LineRule => ({
      kind: "whole-weekend",
      ruleId: "complete-weekends",
      saturday,
      price: 30,
    })),
  ];
}

/** Of a limit of the whole horizon, what is used and, of what is left, the part for the days that are planned. */
export function limitFor(
  { weeks }: Inrc2Scenario,
  { week }: Inrc2History,
  days: number,
  limit: number,
  used: number,
): number {
  return used + Math.round(((limit - used) * days) / 7 / (weeks - week));
}

/** The assignments of one of the weeks that were planned. */
export function inrc2Assignments(
  scenario: Inrc2Scenario,
  lines: Lines,
  week: number,
): Inrc2Assignment[] {
  const pairs = dutyPairs(scenario);
  return scenario.nurses.flatMap(({ nurseId }, person) =>
    Array.from({ length: 7 }, (_, day) => {
      const pair = pairs[(lines[person]?.[week * 7 + day] ?? 0) - 1];
      return pair ? [{ nurseId, day, ...pair }] : [];
    }).flat(),
  );
}

/** What the history says after one more week. */
export function inrc2HistoryAfter(
  scenario: Inrc2Scenario,
  history: Inrc2History,
  solution: readonly Inrc2Assignment[],
): Inrc2History {
  const nurses = scenario.nurses.map(({ nurseId }) => {
    const own = solution.filter((one) => one.nurseId === nurseId);
    const now: Inrc2NurseHistory = {
      ...(history.nurses.get(nurseId) ?? {
        assignments: 0,
        weekends: 0,
        lastShiftId: undefined,
        consecutiveSame: 0,
        consecutiveWork: 0,
        consecutiveOff: 0,
      }),
    };
    for (let day = 0; day < 7; day += 1) {
      const shiftId = own.find((one) => one.day === day)?.shiftId;
      if (shiftId === undefined) {
        Object.assign(now, { consecutiveSame: 0, consecutiveWork: 0 });
        now.consecutiveOff += 1;
      } else {
        now.assignments += 1;
        now.consecutiveSame = shiftId === now.lastShiftId ? now.consecutiveSame + 1 : 1;
        now.consecutiveWork += 1;
        now.consecutiveOff = 0;
      }
      now.lastShiftId = shiftId;
    }
    if (own.some(({ day }) => day >= 5)) now.weekends += 1;
    return [nurseId, now] as const;
  });
  return { week: history.week + 1, nurses: new Map(nurses) };
}
