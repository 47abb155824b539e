import { describeCensusEvaluation } from "../census-evaluation/describe-evaluation";
import { evaluateCensus } from "../census-evaluation/evaluate-census";
import { progressLine } from "../progress-line";
import { readArguments } from "./arguments";

const USAGE = `evaluate-census [options]

Forecasts simulated hospitals and scores the forecasts beside those of one who knows the true process.
What the forecast knows is learnt from one simulated history; the hospitals forecast are others.

  --learn-days N  simulated days to learn from (180)
  --hospitals N   simulated hospitals to forecast (4)
  --issues N      forecasts of each, 37 hours apart (12)
  --futures N     simulations of each issue that make the ideal forecast (150)
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      "learn-days": { type: "string", default: "180" },
      hospitals: { type: "string", default: "4" },
      issues: { type: "string", default: "12" },
      futures: { type: "string", default: "150" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`--${name} takes a whole number above 0, not ${text}\n\n${USAGE}`);
  process.exit(2);
}

const line = progressLine(process.stderr, Date.now);
const evaluation = evaluateCensus(
  {
    learnDays: wholeNumber("learn-days", options["learn-days"]),
    hospitals: wholeNumber("hospitals", options.hospitals),
    issues: wholeNumber("issues", options.issues),
    futures: wholeNumber("futures", options.futures),
  },
  (text, share) => line.update(text, share),
);
line.end();
process.stdout.write(describeCensusEvaluation(evaluation));
if (options.json) process.stdout.write(`${JSON.stringify(evaluation)}\n`);
