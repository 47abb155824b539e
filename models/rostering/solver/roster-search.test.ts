import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { RosterTree } from "./branch-and-price";
import { linearEngine } from "./master-program";
import { RosterLines } from "./roster-lines";
import { RosterSearch } from "./roster-search";
import type { LineRule, Lines, SolverProblem } from "./solver-problem";

const WORK = [false, true];

/** Two people for one place on one day, which must be filled: at this price for the first, at twice for the other. */
const onePlace = (price: number, rules: readonly LineRule[] = []): SolverProblem => ({
  days: 1,
  firstWeekday: 0,
  duties: [
    { label: "off", minutes: [0] },
    { label: "work", minutes: [720] },
  ],
  people: [1, 2].map((times) => ({
    label: `${times}`,
    allowed: [[0, 1]],
    costs: [Float64Array.from([0, times * price])],
    past: [],
    rules,
  })),
  covers: [
    {
      ...{ ruleId: "cover", label: "the place", day: 0, below: [], above: [], hardMinimum: 1 },
      members: [{ duties: [1], weight: 1 }],
    },
  ],
});
const [EMPTY, FIRST, OTHER] = [
  [0, 0],
  [1, 0],
  [0, 1],
].map((duties): Lines => duties.map((duty) => Uint8Array.from([duty]))) as [Lines, Lines, Lines];

async function searchOf(problem: SolverProblem) {
  const roster = new RosterLines(problem);
  const search = new RosterSearch(await linearEngine(), roster, {
    random: seededRandom(1),
    now: () => 0,
    isOver: () => false,
    improved: () => undefined,
    bounded: () => undefined,
  });
  return { roster, search };
}

describe("a search for rosters", () => {
  it("takes any legal roster for an illegal one that costs less, and proves nothing by that", async () => {
    // A dozen rules at once are dearer than the hard limit.
    const pattern = { kind: "pattern", sets: [WORK], price: 100 } as const;
    const rules = Array.from({ length: 12 }, (_, at) => ({ ...pattern, ruleId: `${at}` }));
    const { roster, search } = await searchOf(onePlace(7, rules));
    expect(roster.whole(EMPTY).cost).toBeLessThan(roster.whole(FIRST).cost);

    search.offer(EMPTY);
    const generation = search.root(() => false);
    search.branch(new RosterTree(generation), () => false);
    expect(search.isProved).toBe(false);
    expect(search.offer(OTHER)).toBe(true);
    expect(search.offer(EMPTY)).toBe(false);
    search.branch(new RosterTree(generation), () => false);
    expect(search.isProved).toBe(false);
    expect(search.offer(FIRST)).toBe(true);
    generation.dispose();
  });

  it.each<[string, SolverProblem]>([
    ["wages", onePlace(4_000)],
    [
      "overtime",
      onePlace(7, [
        {
          ...({ kind: "sum", ruleId: "overtime", fromDay: 0, toDay: 1, offset: 0 } as const),
          ...{ weights: "minutes", maximum: 0, step: 60, below: 0, above: 100 },
        },
      ]),
    ],
  ])("pays %s rather than leave open what must be filled", async (_, problem) => {
    const { roster, search } = await searchOf(problem);
    search.offer(EMPTY);
    search.root(() => false).dispose();
    expect(search.best?.lines).toEqual(FIRST);
    expect(search.isProved).toBe(true);
    expect(search.lowerBound).toBeCloseTo(roster.whole(FIRST).cost, 6);
  });

  it("rounds bounds to what an illegal roster can cost too", async () => {
    const { roster } = await searchOf(onePlace(7));
    const { cost } = roster.whole(EMPTY);
    expect(roster.unit).toBeGreaterThan(0);
    expect(roster.roundUp(cost)).toBe(cost);
  });
});
