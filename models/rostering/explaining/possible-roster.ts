import type { Highs } from "highs";
import { compileProblem } from "../compile-problem";
import type { PersonId } from "../roster-ids";
import type { Absence, Pin, RosterProblem, ShiftDemand } from "../roster-problem";
import type { RosterRule } from "../roster-rule";
import { addCovers, addLineRules, freeCells } from "../solver/cell-program";
import { linearEngine } from "../solver/master-program";
import { ProgramBuilder } from "../solver/program-builder";
import type { SolverCover, SolverProblem } from "../solver/solver-problem";

/** One thing that must hold. `past`: what somebody worked before the roster. */
export type Part =
  | { kind: "rule"; rule: RosterRule }
  | { kind: "pin"; pin: Pin }
  | { kind: "absence"; absence: Absence }
  | { kind: "past"; personId: PersonId }
  | { kind: "demand"; demand: ShiftDemand };

export interface SearchLimit {
  /** Milliseconds on any clock. */
  now: () => number;
  deadlineAt: number;
  isCancelled: () => boolean;
}

/** Thrown when the time is over before it is known. */
export class Undecided extends Error {
  override readonly name = "Undecided";
}

/**
 * Whether some roster of these people keeps all of the parts, of which demand asks for its minimum. An integer
 * program over all their cells, in which what is broken costs and all else nothing; it ends as soon as it is
 * known whether that can be nothing. Rules are taken as solvers take them. Throws `Undecided` at the deadline.
 */
export async function isPossible(
  problem: RosterProblem,
  parts: readonly Part[],
  limit: SearchLimit,
): Promise<boolean> {
  const highs = await linearEngine();
  const asked = askedOnly(problem, parts);
  const solver = withoutWishes(compileProblem(asked).solver);
  const builder = new ProgramBuilder();
  // Without a cell there is nothing to solve: what is asked of nobody is not met.
  if (solver.people.length === 0) return !parts.some(({ kind }) => kind === "demand");
  const lines = solver.people.map(() => new Uint8Array(solver.days));
  const cells = freeCells(builder, solver, lines, () => true);
  addLineRules(builder, cells);
  addCovers(builder, cells);
  return canBeNothing(highs, builder, limit);
}

/** The problem with nothing in it but the parts. */
function askedOnly(problem: RosterProblem, parts: readonly Part[]): RosterProblem {
  const personIds = new Set(problem.people.map(({ personId }) => personId));
  const keptPast = new Set(parts.flatMap((part) => (part.kind === "past" ? [part.personId] : [])));
  const asked = new Set(parts.flatMap((part) => (part.kind === "demand" ? [part.demand] : [])));
  const isOurs = ({ personId }: { personId: PersonId }) => personIds.has(personId);
  return {
    ...problem,
    people: problem.people.map((person) => ({
      ...person,
      hourlyCost: { regular: 0, overtime: 0 },
    })),
    rules: parts.flatMap((part) => (part.kind === "rule" ? [part.rule] : [])),
    pins: parts.flatMap((part) => (part.kind === "pin" ? [part.pin] : [])).filter(isOurs),
    absences: parts
      .flatMap((part) => (part.kind === "absence" ? [part.absence] : []))
      .filter(isOurs),
    past: problem.past.filter(({ personId }) => keptPast.has(personId) && personIds.has(personId)),
    requests: [],
    balances: [],
    prices: { float: 0, bankShift: 0, agencyShift: 0 },
    // All of it says what may be worked; what is asked has a price.
    demand: problem.demand.map((demand) => ({
      ...demand,
      price: { belowMinimum: asked.has(demand) ? 1 : 0, belowTarget: 0, aboveMaximum: 0 },
    })),
  };
}

/** What a hard rule asks is all that costs. */
const withoutWishes = (solver: SolverProblem): SolverProblem => ({
  ...solver,
  covers: solver.covers.flatMap((cover): SolverCover[] => {
    const isAsked = cover.below.length > 0;
    const isHard = cover.hardMinimum !== undefined || cover.hardMaximum !== undefined;
    return isAsked || isHard ? [cover] : [];
  }),
});

/** Nothing broken costs nothing; the least that can be broken costs one. */
const HALF = 0.5;

function canBeNothing(highs: Highs, builder: ProgramBuilder, limit: SearchLimit): boolean {
  const model = highs.createModel(builder.data(highs));
  try {
    const seconds = (limit.deadlineAt - limit.now()) / 1_000;
    if (seconds <= 0 || limit.isCancelled()) throw new Undecided("no time left to find it out");
    model.options.set({ output_flag: false, time_limit: seconds });
    let known: boolean | undefined;
    const { callbackType, modelStatus } = highs.constants;
    const run = model.run({
      [callbackType.mipInterrupt]: ({ data, interrupt }) => {
        if ((data.mip_primal_bound ?? Infinity) < HALF) known = true;
        else if ((data.mip_dual_bound ?? -Infinity) > HALF) known = false;
        if (known !== undefined || limit.isCancelled()) interrupt();
      },
    });
    if (known !== undefined) return known;
    if (run.modelStatus !== modelStatus.optimal) throw new Undecided("it took too long");
    return model.info.get("objective_function_value") < HALF;
  } finally {
    model.dispose();
  }
}
