import { expect, it } from "vitest";
import { ratioOnCommonTasks, relativeScores } from "./relative-score";

const scores = (...values: (number | undefined)[]): Map<string, number> =>
  new Map(values.flatMap((value, task) => (value === undefined ? [] : [[String(task), value]])));

it("compares every pair on the tasks that both have", () => {
  const relative = relativeScores(
    new Map([
      ["baseline", scores(2, 4, 6, 8)],
      ["half", scores(1, 2, 3, 4)],
      // On its own tasks as good as half; the hard ones it left out do not make it better.
      ["selective", scores(1, 2, 3, undefined)],
    ]),
    "baseline",
  );
  expect(relative.get("baseline")).toBe(1);
  expect(relative.get("half")).toBeCloseTo(0.5, 10);
  expect(relative.get("selective")).toBeCloseTo(0.5, 10);
});

it("does not let a team with few tasks move the others", () => {
  const teams = [
    ["baseline", scores(2, 4, 6, 8)],
    ["half", scores(1, 2, 3, 4)],
  ] as const;
  const few = ["few", scores(0.001, undefined, undefined, undefined)] as const;
  const relative = relativeScores(new Map([...teams, few]), "baseline");
  expect(relative.get("half")).toBe(relativeScores(new Map(teams), "baseline").get("half"));
  expect(relative.get("few")).toBeCloseTo(0.0005, 10);
});

it("has no ratio where there is nothing in common", () => {
  expect(ratioOnCommonTasks(scores(1, undefined), scores(undefined, 1))).toBeUndefined();
});
