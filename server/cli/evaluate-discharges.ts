import { z } from "zod";
import { dayAfter } from "#models/shared/calendar-date";
import {
  describeDischarges,
  dischargeFigures,
  overAllHorizons,
} from "../discharges/describe-discharges";
import { evaluateDischarges } from "../discharges/evaluate-discharges";
import { readDischarges } from "../discharges/read-discharges";
import { readArguments } from "./arguments";

const USAGE = `evaluate-discharges --data DIR [options]

Forecasts the daily discharges of every English trust, 1 to 7 days ahead, each day as if it were then.

  --data DIR    folder with england_trust_discharged_patients.csv.gz
  --from DATE   first day that is judged (the last six months of the file)
  --to DATE     last day that is judged (the file's last)
  --json        one JSON object: wisRatioToNaive, wisRatioToNaivePoint, maeRatioToNaive, coverage50, coverage90
`;

/** Half a year. */
const JUDGED_DAYS = 183;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const data = options.data ?? refuse("--data is needed");
const days = await readDischarges(data);
const to = dateOf("--to", options.to) ?? [...days.keys()].at(-1) ?? refuse(`${data} has no day`);
const from = dateOf("--from", options.from) ?? dayAfter(to, 1 - JUDGED_DAYS);
if (to < from) refuse("--to is before --from");

const report = evaluateDischarges(days, { from, to });
const all = overAllHorizons(report);
if (all.forecasts === 0) refuse(`${data} has nothing to judge from ${from} to ${to}`);
process.stdout.write(
  options.json ? `${JSON.stringify(dischargeFigures(all))}\n` : describeDischarges(report),
);

function dateOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined || z.iso.date().safeParse(text).success) return text;
  return refuse(`${option} is not a date such as 2025-03-02`);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
