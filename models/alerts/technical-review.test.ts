import { describe, expect, it } from "vitest";
import { TECHNICAL_ALARM_KINDS } from "./technical-alarm";
import { reviewFinding, type WatchedFinding } from "./technical-review";

const SECOND = 1_000;

/** What happens when the finding is so at each second: a letter a second, `x` present, `.` gone, ` ` unknown. */
function changes(course: string): string[] {
  let watched: WatchedFinding | undefined;
  const seen: string[] = [];
  for (const [second, letter] of [...course].entries()) {
    if (letter === " ") continue;
    const finding = { kind: "stale", isPresent: letter === "x" } as const;
    const { watched: next, change } = reviewFinding(watched, finding, second * SECOND);
    watched = next;
    if (change) seen.push(`${change} at ${second}`);
  }
  return seen;
}

describe("an alarm", () => {
  it.each([
    ["begins once its finding has lasted", "xxxxxx", ["begun at 5"]],
    ["does not begin by what comes and goes", "xxxx.xxxx.xxxx", []],
    ["ends once it has been gone for a while", "xxxxxx......", ["begun at 5", "ended at 11"]],
    ["does not end by what comes back", "xxxxxx....x....x....", ["begun at 5"]],
    ["stays open while nothing is known", "xxxxxx              ", ["begun at 5"]],
    [
      "begins anew after its end",
      "xxxxxx......xxxxxx",
      ["begun at 5", "ended at 11", "begun at 17"],
    ],
  ])("%s", (_, course, expected) => {
    expect(changes(course)).toEqual(expected);
  });

  // Whether a model is refused is told once, at the start of the worker.
  it.each(TECHNICAL_ALARM_KINDS.filter((kind) => kind !== "model-refused"))(
    "of kind %s never flaps: each second is another",
    (kind) => {
      let watched: WatchedFinding | undefined;
      let count = 0;
      for (let second = 0; second < 600; second += 1) {
        const step = reviewFinding(watched, { kind, isPresent: second % 2 === 0 }, second * SECOND);
        watched = step.watched;
        if (step.change) count += 1;
      }
      expect(count).toBeLessThanOrEqual(1);
    },
  );
});
