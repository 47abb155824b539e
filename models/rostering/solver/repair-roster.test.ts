import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { madeUpProblem } from "./made-up-problem";
import { changesBetween, repairRoster } from "./repair-roster";
import type { Lines, Price, SolverProblem } from "./solver-problem";
import { costOf } from "./solver-score";

const run = { now: () => 0, deadlineAt: 60_000, isCancelled: () => false };

/** A clock that is at the deadline when it has been asked so often. */
const passing = (times: number) => {
  let asked = 0;
  return () => (++asked > times ? run.deadlineAt : 0);
};

/** Every rule at a price, so that the cheapest can be told from all others by points alone. */
function priced(problem: SolverProblem): SolverProblem {
  const points = (price: Price): number => (price === "hard" ? 40 : price);
  return {
    ...problem,
    people: problem.people.map((person) => ({
      ...person,
      allowed: person.allowed.map((duties) => [...new Set([0, ...duties])]),
      rules: person.rules.map((rule) =>
        rule.kind === "run" || rule.kind === "sum"
          ? { ...rule, below: points(rule.below), above: points(rule.above) }
          : { ...rule, price: points(rule.price) },
      ),
    })),
    covers: problem.covers.map(
      ({ hardMinimum: _minimum, hardMaximum: _maximum, ...cover }) => cover,
    ),
  };
}

const randomLines = (problem: SolverProblem, random: () => number): Lines =>
  problem.people.map(({ allowed }) =>
    Uint8Array.from(allowed, (duties) => duties[Math.floor(random() * duties.length)] ?? 0),
  );

/** The least that at most so many changes within the days can come to: by trying them all. */
function leastCost(
  problem: SolverProblem,
  lines: Lines,
  most: number,
  [from, until]: readonly [number, number],
  isOpen: (person: number, day: number) => boolean,
): number {
  const { cost } = costOf(problem, lines);
  if (most === 0) return cost;
  let least = cost;
  problem.people.forEach(({ allowed }, person) => {
    for (let day = from; day < until; day += 1) {
      if (isOpen(person, day)) continue;
      for (const duty of allowed[day] ?? []) {
        if (duty === lines[person]?.[day]) continue;
        const changed = lines.map((line) => line.slice());
        changed[person]?.fill(duty, day, day + 1);
        least = Math.min(least, leastCost(problem, changed, most - 1, [from, until], isOpen));
      }
    }
  });
  return least;
}

interface Changed {
  changes: number;
  after: Lines;
}

/** All rosters with at most so many changes within the days. */
function rostersWithin(
  problem: SolverProblem,
  lines: Lines,
  most: number,
  [from, until]: readonly [number, number],
  isOpen: (person: number) => boolean,
): Changed[] {
  let found: Changed[] = [{ changes: 0, after: lines }];
  problem.people.forEach(({ allowed }, person) => {
    for (let day = from; day < until && !isOpen(person); day += 1) {
      const before = lines[person]?.[day];
      const others = (allowed[day] ?? []).filter((duty) => duty !== before);
      found = found.flatMap((one) => [
        one,
        ...(one.changes === most ? [] : others).map((duty) => {
          const after = one.after.map((line) => line.slice());
          after[person]?.fill(duty, day, day + 1);
          return { changes: one.changes + 1, after };
        }),
      ]);
    }
  });
  return found;
}

/** Of one person's shifts of duty 1 on these days, how many are filled. */
const filledOf = (opened: Lines, after: Lines, days: readonly number[]): number =>
  days
    .map((day) => {
      const at = (lines: Lines) => lines.filter((line) => line[day] === 1).length;
      return Math.min(1, at(after) - at(opened));
    })
    .reduce((sum, filled) => sum + filled, 0);

/**
 * One cannot come to duty 1 on three days; three work duty 2, where more are missed dearly, and three are free.
 * Everybody but the sick may work one day more.
 */
function wardOfThreeDays({ spareDuties }: { spareDuties: readonly number[] }) {
  const days = 3;
  const person = (duties: readonly number[], worked: number): SolverProblem["people"][number] => ({
    label: "somebody",
    allowed: Array.from({ length: days }, () => duties),
    costs: Array.from({ length: days }, () => new Float64Array(3)),
    past: [],
    rules: [
      {
        ...{ kind: "sum", ruleId: "days", fromDay: 0, toDay: days, weights: [0, 1, 1], offset: 0 },
        ...{ maximum: Math.max(1, worked), step: 1, below: 0, above: "hard" },
      },
    ],
  });
  const at = [0, 1, 2];
  const problem: SolverProblem = {
    ...{ days, firstWeekday: 0 },
    duties: ["off", "early", "late"].map((label) => ({ label, minutes: [480, 480, 480] })),
    people: [
      person([0, 1, 2], days),
      ...at.map(() => person([0, 1, 2], 1)),
      ...at.map(() => person(spareDuties, 0)),
    ],
    covers: at.flatMap((day) => [
      {
        ...{ ruleId: "demand", label: "early", day, members: [{ duties: [1], weight: 1 }] },
        ...{ below: [{ limit: 1, slope: 5 }], above: [] },
      },
      {
        ...{ ruleId: "demand", label: "late", day, members: [{ duties: [2], weight: 1 }] },
        ...{ below: [{ limit: 4, slope: 50 }], above: [], hardMinimum: 1 },
      },
    ]),
  };
  const lines = [
    Uint8Array.from([1, 1, 1]),
    ...at.map((day) => Uint8Array.from(at, (other) => (other === day ? 2 : 0))),
    ...at.map(() => new Uint8Array(days)),
  ];
  const call = {
    openCells: at.map((day) => ({ person: 0, day })),
    ...{ frozenBeforeDay: 0, changePrice: 1, windowDays: days },
  };
  return { problem, lines, call };
}

describe("repair of a roster", () => {
  it.each([1, 2, 4, 5])(
    "is the cheapest that two changes can do (made-up problem %i)",
    async (seed) => {
      const random = seededRandom(seed);
      const made = priced(madeUpProblem(random));
      const problem = { ...made, people: made.people.slice(0, 3) };
      const lines = randomLines(problem, random);
      const day = problem.days - 2;
      const opened = lines.map((line) => line.slice());
      opened[0]?.fill(0, day, day + 1);

      const { alternatives } = await repairRoster(
        problem,
        lines,
        {
          openCells: [{ person: 0, day }],
          frozenBeforeDay: day,
          changePrice: 0,
          windowDays: 2,
          mostChanges: 2,
        },
        run,
      );

      const isOpen = (person: number, other: number) => person === 0 && other === day;
      [0, 1, 2].forEach((most) => {
        const within = alternatives.filter(({ changes }) => changes.length <= most);
        expect(Math.min(...within.map(({ cost }) => cost))).toBeCloseTo(
          leastCost(problem, opened, most, [day, problem.days], isOpen),
          4,
        );
      });
    },
  );

  it("keeps the past, frees the open cells, and says what each alternative changes", async () => {
    const random = seededRandom(9);
    const problem = madeUpProblem(random);
    const lines = randomLines(problem, random);
    const openCells = [
      { person: 1, day: 5 },
      { person: 1, day: 6 },
    ];

    const { alternatives, recommended } = await repairRoster(
      problem,
      lines,
      { openCells, frozenBeforeDay: 5, changePrice: 3, windowDays: 2 },
      // Time for the window, not for all the days that are left.
      { ...run, now: passing(40) },
    );

    expect(alternatives[0]?.changes).toEqual([]);
    expect(alternatives).toContain(recommended);
    for (const { changes, lines: after, cost, hardViolations } of alternatives) {
      expect(changes.every(({ day }) => day >= 5)).toBe(true);
      expect(openCells.map(({ person, day }) => after[person]?.[day])).toEqual([0, 0]);
      const opened = alternatives[0]?.lines ?? [];
      expect(changesBetween(opened, after)).toEqual(changes);
      expect(costOf(problem, after)).toMatchObject({ cost, hardViolations });
    }
    const worst = ({ hardViolations, cost }: (typeof alternatives)[number]) =>
      hardViolations * 1e6 + cost;
    const ranks = alternatives.map(worst);
    expect(ranks).toEqual(ranks.toSorted((one, other) => other - one));
  });

  it("changes less when each change costs more", async () => {
    const random = seededRandom(12);
    const problem = priced(madeUpProblem(random));
    const lines = randomLines(problem, random);
    const repairAt = async (changePrice: number) => {
      const request = {
        openCells: [{ person: 0, day: problem.days - 2 }],
        frozenBeforeDay: problem.days - 2,
        changePrice,
        windowDays: 2,
      };
      return (await repairRoster(problem, lines, request, run)).recommended.changes.length;
    };

    const [free, dear] = [await repairAt(0), await repairAt(10_000)];

    expect(dear).toBe(0);
    expect(free).toBeGreaterThan(0);
  });

  it("offers the shifts left open when there is no time", async () => {
    const random = seededRandom(2);
    const problem = madeUpProblem(random);

    const { alternatives } = await repairRoster(
      problem,
      randomLines(problem, random),
      { openCells: [{ person: 0, day: 3 }], frozenBeforeDay: 3, changePrice: 1, windowDays: 7 },
      { ...run, deadlineAt: 0 },
    );

    expect(alternatives.map(({ changes }) => changes)).toEqual([[]]);
  });

  it.each([1, 2, 3, 4, 5])(
    "fills as many shifts as two changes can, at the least cost (made-up problem %i)",
    async (seed) => {
      const random = seededRandom(seed);
      const made = priced(madeUpProblem(random));
      const problem = { ...made, people: made.people.slice(0, 3) };
      const lines = randomLines(problem, random);
      const day = problem.days - 2;
      for (const one of [day, day + 1]) lines[0]?.fill(1, one, one + 1);
      const openCells = [
        { person: 0, day },
        { person: 0, day: day + 1 },
      ];
      const opened = lines.map((line) => line.slice());
      opened[0]?.fill(0, day, day + 2);

      const { alternatives } = await repairRoster(
        problem,
        lines,
        {
          ...{ openCells, frozenBeforeDay: day, changePrice: 0, windowDays: 2, mostChanges: 2 },
          fillsFirst: true,
        },
        run,
      );

      const all = rostersWithin(problem, opened, 2, [day, problem.days], (person) => person === 0);
      const ranks = all.map(({ changes, after }) => ({
        changes,
        filled: filledOf(opened, after, [day, day + 1]),
        cost: costOf(problem, after).cost,
      }));
      for (const most of [0, 1, 2]) {
        const within = ranks.filter(({ changes }) => changes <= most);
        const filled = Math.max(...within.map((rank) => rank.filled));
        const told = alternatives.filter(({ changes }) => changes.length <= most).at(-1);
        expect(told?.filled).toBe(filled);
        const least = within.filter((rank) => rank.filled === filled).map(({ cost }) => cost);
        expect(told?.cost).toBeCloseTo(Math.min(...least), 4);
      }
    },
  );

  it("fills three shifts by as many changes, though each would save more elsewhere", async () => {
    const { problem, lines, call } = wardOfThreeDays({ spareDuties: [0, 1, 2] });
    const told = async (fillsFirst: boolean) =>
      (await repairRoster(problem, lines, { ...call, fillsFirst }, run)).alternatives
        .filter(({ changes }) => changes.length <= 3)
        .map(({ changes, filled }) => [changes.length, filled]);

    expect(await told(true)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(await told(false)).toContainEqual([1, 0]);
  });

  it("tries more changes as long as shifts are open: from other shifts, to which somebody else comes", async () => {
    const { problem, lines, call } = wardOfThreeDays({ spareDuties: [0, 2] });

    const { alternatives } = await repairRoster(
      problem,
      lines,
      { ...call, mostChanges: 1, fillsFirst: true },
      run,
    );

    expect(alternatives.map(({ changes, filled }) => [changes.length, filled])).toEqual(
      expect.arrayContaining([
        [2, 1],
        [4, 2],
        [6, 3],
      ]),
    );
    expect(alternatives.filter(({ hardViolations }) => hardViolations > 0)).toEqual([]);
  });
});
