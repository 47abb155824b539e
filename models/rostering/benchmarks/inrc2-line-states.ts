import type { Inrc2Contract, Inrc2NurseHistory, Inrc2Range, Inrc2Scenario } from "./inrc2-files";

/** Points of a day by which a run misses or exceeds its range. */
const SHIFT_RUN = 15;
const RUN = 30;

/**
 * What a line of work must remember from day to day, for one contract: the shift, how long it has been the
 * same, and how long the run of work or of days off is, each only as far as it still changes what is to pay.
 * A choice of a day is 0 for off, else the number of the shift from 1.
 */
export interface LineStates {
  count: number;
  choices: number;
  /** By state and choice; -1 where the choice is forbidden. */
  next: Int16Array;
  /** Points of the step from a state by a choice. */
  cost: Float64Array;
  /** Whether the state's own day was worked. */
  isWork: Uint8Array;
  /** Number of the state that a history ends in. */
  after: (past: Inrc2NurseHistory) => number;
}

interface State {
  /** 0 is off. */
  shift: number;
  same: number;
  run: number;
}

export function lineStates(
  { shifts }: Inrc2Scenario,
  { consecutiveWork, consecutiveOff }: Inrc2Contract,
  horizonDays: number,
): LineStates {
  const ranges = shifts.map(({ consecutive }) => consecutive);
  const longest = ({ minimum, maximum }: Inrc2Range) =>
    maximum >= horizonDays ? minimum : Math.max(minimum, maximum);
  const limits = { work: longest(consecutiveWork), off: longest(consecutiveOff) };
  const short = (length: number, { minimum }: Inrc2Range, points: number) =>
    length === 0 ? 0 : points * Math.max(0, minimum - length);
  const long = (length: number, { maximum }: Inrc2Range, points: number) =>
    length > maximum && maximum < horizonDays ? points : 0;
  const cut = ({ shift, same, run }: State): State => {
    const range = ranges[shift - 1];
    return range
      ? { shift, same: Math.min(same, longest(range)), run: Math.min(run, limits.work) }
      : { shift, same: 0, run: Math.min(run, limits.off) };
  };

  const step = ({ shift, same, run }: State, choice: number): [State, number] | undefined => {
    const ended = ranges[shift - 1];
    const begun = ranges[choice - 1];
    if (shifts[shift - 1]?.cannotBeFollowedBy.includes(shifts[choice - 1]?.shiftId ?? "")) {
      return undefined;
    }
    const now = {
      shift: choice,
      same: choice > 0 ? (choice === shift ? same + 1 : 1) : 0,
      run: shift > 0 === choice > 0 ? run + 1 : 1,
    };
    let cost = 0;
    if (choice !== shift && ended) cost += short(same, ended, SHIFT_RUN);
    if (begun) cost += long(now.same, begun, SHIFT_RUN);
    const own = choice > 0 ? consecutiveWork : consecutiveOff;
    cost += long(now.run, own, RUN);
    if (shift > 0 !== choice > 0)
      cost += short(run, shift > 0 ? consecutiveWork : consecutiveOff, RUN);
    return [cut(now), cost];
  };

  const states: State[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: State): number => {
    const key = `${state.shift} ${state.same} ${state.run}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  numberOf({ shift: 0, same: 0, run: 0 });
  for (let run = 1; run <= limits.off; run += 1) numberOf({ shift: 0, same: 0, run });
  // Histories may end in any run of a shift within any run of work.
  ranges.forEach((range, index) => {
    for (let run = 1; run <= limits.work; run += 1) {
      for (let same = 1; same <= longest(range); same += 1) {
        if (same <= run || run === limits.work) numberOf({ shift: index + 1, same, run });
      }
    }
  });
  const choices = ranges.length + 1;
  const next = new Int16Array(states.length * choices).fill(-1);
  const cost = new Float64Array(states.length * choices).fill(Infinity);
  states.forEach((state, number) => {
    for (let choice = 0; choice < choices; choice += 1) {
      const stepped = step(state, choice);
      if (!stepped) continue;
      next[number * choices + choice] = numberOf(stepped[0]);
      cost[number * choices + choice] = stepped[1];
    }
  });
  return {
    count: states.length,
    choices,
    next,
    cost,
    isWork: Uint8Array.from(states, ({ shift }) => Number(shift > 0)),
    after: ({ lastShiftId, consecutiveSame, consecutiveWork: work, consecutiveOff: off }) => {
      const shift = shifts.findIndex(({ shiftId }) => shiftId === lastShiftId) + 1;
      return numberOf(cut({ shift, same: consecutiveSame, run: shift > 0 ? work : off }));
    },
  };
}
