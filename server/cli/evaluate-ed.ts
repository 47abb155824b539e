import { MIN_TRAINING_HOURS } from "#models/arrivals/train-arrivals";
import { MS_PER_DAY } from "#models/shared/time-range";
import { arrivalFigures, describeArrivals } from "../arrivals/describe-evaluation";
import { evaluateArrivals } from "../arrivals/evaluate-arrivals";
import { readHourlyFile } from "../arrivals/read-hourly-file";
import { progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { readArguments } from "./arguments";

const USAGE = `evaluate-ed --data PATH --from DATE --to DATE [options]

Forecasts the hourly emergency arrivals of a file, each six hours for the week to come, as if it were then.

  --data PATH       the CSV file, or a folder that holds it alone
  --from DATE       first day that is forecast (2016-10-01); learnt from the days before
  --to DATE         last day that is forecast
  --refit-days N    learn again every N days, from what is past by then (never)
  --json            one JSON object: maeRatioToNaive, maeRatioToLimit, coverage90
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      "refit-days": { type: "string" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const data = options.data ?? refuse("--data is needed");
const from = dateOf("--from", options.from);
const lastDay = dateOf("--to", options.to);
if (lastDay < from) refuse("--to is before --from");
const refitDays = options["refit-days"] === undefined ? undefined : Number(options["refit-days"]);
if (refitDays !== undefined && !(refitDays >= 1)) refuse("--refit-days is not a number of days");

const line = progressLine(process.stderr, Date.now);
await chooseBackend();
const { hours, calendar } = await readHourlyFile(data);
const to = new Date(lastDay.getTime() + MS_PER_DAY);
const inPeriod = hours.filter(({ startsAt }) => startsAt >= from && startsAt < to);
const before = hours.filter(({ startsAt }) => startsAt < from).length;
if (before < MIN_TRAINING_HOURS) {
  refuse(`${data} counts ${before} hours before --from; ${MIN_TRAINING_HOURS} are needed to learn`);
}
if (inPeriod.length === 0) refuse(`${data} counts no hour from --from to --to`);
const report = await evaluateArrivals({
  history: hours,
  calendar,
  period: { from, to },
  refitDays,
  onProgress: (what, share) => line.update(what, share),
});
line.end();
if (report.all.forecasts === 0) {
  refuse(`${data} counts no hour of the period that was counted a week before as well`);
}
process.stdout.write(
  options.json ? `${JSON.stringify(arrivalFigures(report.all))}\n` : describeArrivals(report),
);

function dateOf(option: string, text: string | undefined): Date {
  const date = new Date(`${text ?? refuse(`${option} is needed`)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? refuse(`${option} is not a date such as 2016-10-01`) : date;
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
