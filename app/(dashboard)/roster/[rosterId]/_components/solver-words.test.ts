import { describe, expect, it } from "vitest";
import { distanceInWords, isProvedBest } from "./solver-words";

describe("distanceInWords", () => {
  it.each([
    [
      "a bound below the score",
      { score: 400, bound: 390, hardViolations: 0, isProved: false },
      /at most 2\.5 %/,
    ],
    [
      "a bound that is met",
      { score: 320, bound: 320, hardViolations: 0, isProved: false },
      /proved/,
    ],
    [
      "nothing to pay and nothing less to be had",
      { score: 0, bound: 0, hardViolations: 0, isProved: false },
      /proved/,
    ],
    [
      "a bound met but for a fraction",
      { score: 0.1 + 0.2, bound: 0.3, hardViolations: 0, isProved: false },
      /proved/,
    ],
  ])("tells of %s", (_, proposal, words) => {
    expect(distanceInWords(proposal)).toMatch(words);
  });

  it("believes a run that has proved it without a bound that says so", () => {
    const proposal = { score: 320, bound: 319.6, hardViolations: 0, isProved: true };
    expect(distanceInWords(proposal)).toMatch(/proved/);
  });

  it.each([
    ["no bound is known", { score: 320, bound: null, hardViolations: 0, isProved: false }],
    ["a hard rule is broken", { score: 320, bound: 320, hardViolations: 1, isProved: true }],
  ])("claims nothing where %s", (_, proposal) => {
    expect(distanceInWords(proposal)).toBeUndefined();
  });
});

describe("isProvedBest", () => {
  const run = { score: 320, bound: 300, hardViolations: 0, isProved: false };

  it.each([
    ["that has come to its bound", { ...run, bound: 320 }, true],
    ["that has proved it", { ...run, isProved: true }, true],
    ["that is above its bound", run, false],
    ["that has no roster yet", { ...run, score: null, hardViolations: null }, false],
    ["that breaks a hard rule", { ...run, bound: 320, hardViolations: 2 }, false],
  ])("is asked of a run %s", (_, known, expected) => {
    expect(isProvedBest(known)).toBe(expected);
  });
});
