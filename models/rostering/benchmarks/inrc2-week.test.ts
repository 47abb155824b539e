import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { linearEngine } from "../solver/master-program";
import {
  type Inrc2Assignment,
  parseInrc2History,
  parseInrc2Scenario,
  parseInrc2Week,
} from "./inrc2-files";
import { LinePricing } from "./inrc2-line-pricing";
import { lineStates } from "./inrc2-line-states";
import { inrc2WithSkills } from "./inrc2-skills";
import { solveInrc2AllKnown, solveInrc2ByStages } from "./inrc2-stages";
import { judgeInrc2 } from "./inrc2-validation";
import { decideInrc2Week } from "./inrc2-week";

const SHIFTS = ["Early", "Night"];

const scenarioText = (weeks: number, nurses: string) => `SCENARIO = small

WEEKS = ${weeks}

SKILLS = 2
Head
Nurse

SHIFT_TYPES = 2
Early (2,3)
Night (2,4)

FORBIDDEN_SHIFT_TYPES_SUCCESSIONS
Early 0
Night 1 Early

CONTRACTS = 1
Full (4,5) (2,4) (2,3) 1 1

NURSES = ${nurses.split("\n").length}
${nurses}
`;

function required<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const scenarioOf = (weeks: number, nurses: string) =>
  required(parseInrc2Scenario(scenarioText(weeks, nurses)));

const historyOf = (lines: string) =>
  required(parseInrc2History(`HISTORY\n0 small\n\nNURSE_HISTORY\n${lines}\n`));

const weekOf = (requirements: string, requests = "") =>
  required(
    parseInrc2Week(
      `WEEK_DATA\nsmall\n\nREQUIREMENTS\n${requirements}\n\nSHIFT_OFF_REQUESTS = 0\n${requests}`,
    ),
  );

/** All lines of a week: 0 off, 1 early, 2 night. */
function* allLines(): Generator<Uint8Array> {
  for (let number = 0; number < 3 ** 7; number += 1) {
    yield Uint8Array.from({ length: 7 }, (_, day) => Math.floor(number / 3 ** day) % 3);
  }
}

const assignmentsOf = (nurseId: string, skill: string, line: Uint8Array): Inrc2Assignment[] =>
  Array.from(line).flatMap((choice, day) => {
    const shiftId = SHIFTS[choice - 1];
    return shiftId ? [{ nurseId, day, shiftId, skill }] : [];
  });

describe("the cheapest line", () => {
  it.each(["Ann 0 0 None 0 0 1", "Ann 3 1 Night 1 3 0", "Ann 6 2 Early 4 5 0"])(
    "is the one that the competition's own rules find among all of a week, after %s",
    (past) => {
      const scenario = scenarioOf(1, "Ann Full 1 Nurse");
      const history = historyOf(past);
      const before = history.nurses.get("Ann");
      const [nurse] = scenario.nurses;
      if (!before || !nurse) throw new Error("There is no nurse");
      const { contract } = nurse;
      const states = lineStates(scenario, contract, 7);
      const pricing = new LinePricing(
        {
          states,
          first: states.after(before),
          fewest: contract.assignments.minimum - before.assignments,
          most: contract.assignments.maximum - before.assignments,
          weekends: contract.maximumWeekends - before.weekends,
          wholeWeekends: contract.completeWeekends,
        },
        7,
        new Float64Array(LinePricing.size(states, 7)),
      );
      const random = seededRandom(3);
      const prices = Float64Array.from({ length: 21 }, (_, cell) =>
        cell % 3 === 0 ? 0 : Math.round(60 * random() - 50),
      );

      let least = Infinity;
      for (const line of allLines()) {
        const { cost, hardViolations } = judgeInrc2(
          scenario,
          history,
          [weekOf("")],
          [assignmentsOf("Ann", "Nurse", line)],
        );
        if (hardViolations.length > 0) continue;
        const cells = line.reduce((sum, choice, day) => sum + (prices[day * 3 + choice] ?? 0), 0);
        // Weekends that were too many before are the same for every line, and not in its price.
        const earlier = 30 * Math.max(0, before.weekends - contract.maximumWeekends);
        least = Math.min(least, cost - earlier + cells);
      }

      expect(pricing.price(prices, new Uint8Array())).toBe(least);
      const line = new Uint8Array(7);
      expect(pricing.follow(line)).toEqual({ cost: least });
    },
  );
});

describe("skills of those who work", () => {
  it("go where they are missing, through others where it must be", () => {
    const scenario = scenarioOf(1, "Ann Full 2 Head Nurse\nBob Full 1 Nurse\nCyd Full 1 Head");
    const week = weekOf(
      "Early Head (1,1) (1,2) (0,0) (0,0) (0,0) (0,0) (0,0)\n" +
        "Early Nurse (1,1) (1,1) (0,0) (0,0) (0,0) (0,0) (0,0)",
    );
    const both = Uint8Array.from([1, 1, 0, 0, 0, 0, 0]);
    const second = Uint8Array.from([0, 1, 0, 0, 0, 0, 0]);

    const given = inrc2WithSkills(scenario, week, [both, second, both]);

    const skillOf = (nurseId: string, day: number) =>
      given.find((one) => one.nurseId === nurseId && one.day === day)?.skill;
    expect([skillOf("Ann", 0), skillOf("Cyd", 0)]).toEqual(["Nurse", "Head"]);
    expect(["Ann", "Bob", "Cyd"].map((name) => skillOf(name, 1))).toEqual([
      "Head",
      "Nurse",
      "Head",
    ]);
  });
});

describe("weeks that are decided one after another", () => {
  const nurses = ["Ann", "Bob", "Cyd", "Dan", "Eve", "Flo"];
  const scenario = scenarioOf(2, nurses.map((name) => `${name} Full 2 Head Nurse`).join("\n"));
  const history = historyOf(nurses.map((name) => `${name} 0 0 None 0 0 2`).join("\n"));
  const week = weekOf(
    "Early Head (0,1) (0,1) (0,1) (0,1) (0,1) (0,0) (0,0)\n" +
      "Early Nurse (1,1) (1,1) (1,1) (1,1) (1,1) (1,1) (1,1)\n" +
      "Night Nurse (1,1) (1,1) (1,1) (1,1) (1,1) (1,1) (1,1)",
    "Ann Any Mon\n",
  );

  it("breaks no hard rule, and counts the last week as the competition does", async () => {
    const highs = await linearEngine();
    const stages: Parameters<typeof decideInrc2Week>[1][] = [];
    const costs: number[] = [];

    const solutions = await solveInrc2ByStages(scenario, history, [week, week], (stage, at) => {
      stages.push(stage);
      return decideInrc2Week(highs, stage, {
        seed: 1,
        now: () => 0,
        deadlineAt: 1,
        maximumIterations: 4,
        decided: ({ cost }) => (costs[at] = cost),
      });
    });

    expect(judgeInrc2(scenario, history, [week, week], solutions).hardViolations).toEqual([]);
    const last = stages[1];
    if (!last) throw new Error("There was no second week");
    const judged = judgeInrc2(scenario, last.history, [week], solutions.slice(1));
    expect(costs[1]).toBeCloseTo(judged.cost, 6);
  });

  it("keeps somebody ready for what no day has asked for yet", async () => {
    const highs = await linearEngine();
    const two = scenarioOf(2, "Ann Full 2 Head Nurse\nBob Full 1 Nurse");
    const before = historyOf("Ann 0 0 None 0 0 2\nBob 0 0 None 0 0 2");
    // Bob has asked for the Sunday: but for the day after, Ann would have the night.
    const first = weekOf("Night Nurse (0,0) (0,0) (0,0) (0,0) (0,0) (0,0) (1,1)", "Bob Any Sun\n");
    const second = weekOf("Early Head (1,1) (0,0) (0,0) (0,0) (0,0) (0,0) (0,0)");

    const solutions = await solveInrc2ByStages(two, before, [first, second], (stage) =>
      decideInrc2Week(highs, stage, { seed: 1, now: () => 0, deadlineAt: 1, maximumIterations: 2 }),
    );

    expect(judgeInrc2(two, before, [first, second], solutions).hardViolations).toEqual([]);
    const onSunday = solutions[0]?.filter(({ day }) => day === 6).map(({ nurseId }) => nurseId);
    expect(onSunday).toEqual(["Bob"]);
  });

  it("decides whole weeks when those to come are known", async () => {
    const highs = await linearEngine();

    const solutions = await solveInrc2AllKnown(scenario, history, [week, week], (stage) =>
      decideInrc2Week(highs, stage, { seed: 1, now: () => 0, deadlineAt: 1, maximumIterations: 1 }),
    );

    expect(judgeInrc2(scenario, history, [week, week], solutions).hardViolations).toEqual([]);
  });

  it("knows nothing of the weeks after the one it decides", async () => {
    const other = weekOf("Night Head (0,3) (0,3) (0,3) (0,3) (0,3) (0,3) (0,3)");
    const firstWeeks = await Promise.all(
      [week, other].map(async (next) => {
        const stages: unknown[] = [];
        await solveInrc2ByStages(scenario, history, [week, next], (stage, at) => {
          if (at === 0) stages.push(stage);
          return [];
        });
        return stages;
      }),
    );

    expect(firstWeeks[0]).toEqual(firstWeeks[1]);
  });
});
