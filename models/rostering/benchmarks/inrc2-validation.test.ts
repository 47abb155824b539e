import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  parseInrc2History,
  parseInrc2Scenario,
  parseInrc2Solution,
  parseInrc2Week,
  writeInrc2Solution,
} from "./inrc2-files";
import { judgeInrc2 } from "./inrc2-validation";

const DATA = "../shared/data/rostering/inrc2";
const hasData = existsSync(DATA);

function required<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** A solution folder names its history and weeks: `Solution_H_0-WD_1-2-3-3`. */
function reference(set: string, folder: string) {
  const read = (...path: string[]) => readFileSync(join(DATA, set, ...path), "utf8");
  const [, start = "", list = ""] = /^Solution_H_(\d)-WD_([\d-]+)$/.exec(folder) ?? [];
  const weeks = list.split("-");
  return {
    scenario: required(parseInrc2Scenario(read(`Sc-${set}.txt`))),
    history: required(parseInrc2History(read(`H0-${set}-${start}.txt`))),
    weeks: weeks.map((week) => required(parseInrc2Week(read(`WD-${set}-${week}.txt`)))),
    solutions: weeks.map((week, index) =>
      required(parseInrc2Solution(read(folder, `Sol-${set}-${week}-${index}.txt`))),
    ),
  };
}

const folders = hasData
  ? ["n005w4", "n012w8", "n021w4"].flatMap((set) =>
      readdirSync(join(DATA, set))
        .filter((name) => name.startsWith("Solution_"))
        .map((folder) => [set, folder] as const),
    )
  : [];

describe.skipIf(!hasData)(`the competition's reference solutions (needs ${DATA})`, () => {
  it("costs what the competition's validator says, by kind", () => {
    const { scenario, history, weeks, solutions } = reference("n005w4", "Solution_H_0-WD_1-2-3-3");

    const verdict = judgeInrc2(scenario, history, weeks, solutions);

    expect(verdict).toEqual({
      cost: 1695,
      costs: {
        totalAssignments: 320,
        consecutiveWork: 465,
        consecutiveOff: 330,
        requests: 70,
        weekends: 210,
        completeWeekends: 60,
        optimalCover: 240,
      },
      hardViolations: [],
    });
  });

  it.each(folders)("breaks no hard rule: %s %s", (set, folder) => {
    const { scenario, history, weeks, solutions } = reference(set, folder);

    expect(judgeInrc2(scenario, history, weeks, solutions).hardViolations).toEqual([]);
  });

  it("finds each hard rule that is broken", () => {
    const { scenario, history, weeks, solutions } = reference("n005w4", "Solution_H_0-WD_1-2-3-3");
    const [first = [], ...others] = solutions;
    const judged = (changed: typeof first) =>
      judgeInrc2(scenario, history, weeks, [changed, ...others]).hardViolations;
    const sara = { nurseId: "Sara", day: 2, shiftId: "Early", skill: "Nurse" };

    expect(judged(first.filter(({ nurseId }) => nurseId !== "Patrick"))[0]).toContain("short");
    expect(judged([...first, { ...sara, skill: "HeadNurse" }])[0]).toContain("skill");
    expect(judged([...first, { ...sara, day: 3 }])[0]).toContain("twice");
    expect(
      judged([...first, { ...sara, day: 1, shiftId: "Night" }, sara]).some((what) =>
        what.includes("Early after Night"),
      ),
    ).toBe(true);
  });

  it("writes solutions as it reads them", () => {
    const { scenario, solutions } = reference("n005w4", "Solution_H_0-WD_1-2-3-3");
    const [first = []] = solutions;

    const written = writeInrc2Solution(scenario.scenarioId, 0, first);

    expect(required(parseInrc2Solution(written))).toEqual(first);
    expect(
      written.startsWith("SOLUTION\n0 n005w4\n\nASSIGNMENTS = 25\nPatrick Mon Night Nurse\n"),
    ).toBe(true);
  });
});

describe("files that cannot be read", () => {
  it("are refused with the line that is wrong", () => {
    expect(parseInrc2Week("WEEK_DATA\nx\n\nREQUIREMENTS\nEarly Nurse (1;2)\n")).toEqual({
      ok: false,
      error: "Expected a range such as (2,5) in: Early Nurse (1;2)",
    });
    expect(parseInrc2History("NURSE_HISTORY\nAnna 0 0 None 0 x 1\n")).toMatchObject({ ok: false });
    expect(parseInrc2Scenario("")).toEqual({
      ok: false,
      error: "The file has no section FORBIDDEN_SHIFT_TYPES_SUCCESSIONS",
    });
  });
});
