import { forecastCensus } from "#models/census/census-forecast";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import { forecastByDrawing } from "../census-evaluation/forecast-by-drawing";
import { manyUnits } from "../census-evaluation/made-up-inputs";
import { readArguments } from "./arguments";

const USAGE = `bench-census [options]

Times a forecast of 72 hours and 28 days for many units, all quantiles, on one core.

  --units N   units of the made-up hospital, repeated as often as needed (20)
  --runs N    timed, after 2 to warm up (5)
  --json      one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      units: { type: "string", default: "20" },
      runs: { type: "string", default: "5" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const units = Number(options.units);
const runs = Number(options.runs);
const WARM_UP = 2;
/** So many draws place a quantile at 1 % to about a third of its probability. */
const DRAWS = 1_000;

const medianMs = (times: number, run: () => unknown): number => {
  const timings = Array.from({ length: times }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.round(timings.toSorted((one, other) => one - other)[Math.floor(times / 2)] ?? NaN);
};

const known = manyUnits(units, { levelCv: 0 });
const unsure = manyUnits(units, { levelCv: 0.1 });
for (let run = 0; run < WARM_UP; run += 1) forecastCensus(unsure);
/** The demo hospital, as a browser forecasts it anew for each scenario. */
const demo = manyUnits(DEMO_HOSPITAL.units.length, { levelCv: 0.1 });
const figures = {
  units,
  knownLevelMs: medianMs(runs, () => forecastCensus(known)),
  unsureLevelMs: medianMs(runs, () => forecastCensus(unsure)),
  demoHospitalMs: medianMs(runs, () => forecastCensus(demo)),
  drawing: { draws: DRAWS, ms: medianMs(1, () => forecastByDrawing(unsure, DRAWS)) },
};
process.stdout.write(
  `${units} units, 72 hours and 28 days, all quantiles, of one core (goal 2000 ms):\n` +
    `  admissions known   ${figures.knownLevelMs} ms\n` +
    `  level unsure, flu  ${figures.unsureLevelMs} ms\n` +
    `  the same for the ${DEMO_HOSPITAL.units.length} units of the demo hospital ${figures.demoHospitalMs} ms (goal 300 ms)\n` +
    `  by drawing ${DRAWS} futures of each patient ${figures.drawing.ms} ms\n`,
);
if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
