import { describe, expect, it } from "vitest";
import { distanceInWords } from "./solver-words";

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
