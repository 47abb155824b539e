// `npm run bench:roster-model`: how long the planner's page waits for its numbers.
import { candidatesFor } from "#models/rostering/candidates";
import { compileProblem } from "#models/rostering/compile-problem";
import { rescored, scoreRoster } from "#models/rostering/roster-score";
import { shiftIdOf } from "#models/rostering/testing/sample-problem";
import { largeWard } from "#models/rostering/testing/large-ward";
import { validateRoster } from "#models/rostering/validation/validate-roster";
import { readArguments } from "./arguments";

const USAGE = `npm run bench:roster-model -- [options]

Scores a roster of 100 people in four units for eight weeks, with twelve weeks of past: as a whole, after one
changed cell, and for everybody who could take a shift. Prints the median and the slowest of each.

  --times N   how often each is measured, after as many to warm up (20)
  --json      one JSON object as the last line`;

const { values: options } = readArguments(
  {
    options: {
      times: { type: "string", default: "20" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const times = Number(options.times);

const { problem, roster } = largeWard(1);
const score = scoreRoster(problem, roster);
const [person] = problem.people;
if (!person) throw new Error("the ward has no people");
const changes = Array.from({ length: times }, (_, at) => ({
  personId: person.personId,
  day: at % problem.days,
  assignment: at % 2 === 0 ? null : { shiftId: shiftIdOf("D"), unitId: person.homeUnitId },
}));

function measured(name: string, goalMs: number | undefined, run: (at: number) => unknown) {
  const spans: number[] = [];
  for (let at = 0; at < 2 * times; at += 1) {
    const from = performance.now();
    run(at % times);
    if (at >= times) spans.push(performance.now() - from);
  }
  spans.sort((a, b) => a - b);
  const medianMs = spans[Math.floor(spans.length / 2)] ?? NaN;
  const slowestMs = spans.at(-1) ?? NaN;
  const goal = goalMs === undefined ? "" : `   goal ${goalMs} ms`;
  console.log(
    `${name.padEnd(32)} median ${medianMs.toFixed(1).padStart(7)} ms   slowest ${slowestMs.toFixed(1).padStart(7)} ms${goal}`,
  );
  return { name, medianMs, slowestMs, goalMs };
}

console.log(
  `${problem.people.length} people, ${problem.days} days, ${problem.rules.length} rules, ${score.charges.length} charges`,
);
const results = [
  measured("whole score", undefined, () => scoreRoster(problem, roster)),
  measured("score after one changed cell", 10, (at) => {
    const change = changes[at];
    return change && rescored(score, [change]);
  }),
  measured("everybody who could take a shift", 200, (at) =>
    candidatesFor(score, {
      ...{ day: at % problem.days, shiftId: shiftIdOf("N"), unitId: person.homeUnitId },
    }),
  ),
  measured("compiled for the solvers", undefined, () => compileProblem(problem)),
  measured("judged by the validator", undefined, () => validateRoster(problem, roster)),
];
if (options.json) console.log(JSON.stringify({ times, results }));
