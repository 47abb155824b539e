import { z } from "zod";
import { dateOfFluWeek, fluWeekOf } from "#models/flu/flu-week";
import { forecastFlu } from "#models/flu/forecast-flu";
import { HUB_PLACES } from "#models/flu/hub-places";
import { FLU_MODEL, readFluModel } from "../flu/flu-artifact";
import { writeHubFile } from "../flu/hub-file";
import { readVintage, readVintages } from "../flu/read-vintages";
import { readArguments } from "./arguments";

const USAGE = `forecast-flu --vintage FILE --reference-date DATE --out FILE [options]

Forecasts weekly influenza admissions of the nation, the states, the District of Columbia and Puerto Rico for the
week that ends at the reference date and the three after it, in the columns of the CDC FluSight hub. Nothing of
the reference week or later is read, whatever the files hold.

  --vintage FILE         admissions as published last before the reference date: CSV with date, location, value
  --reference-date DATE  a Saturday, YYYY-MM-DD
  --out FILE             CSV that is written
  --history DIR          earlier vintages, each with its week in its name: how first reports grew, and so by how
                         much the newest are too low
  --model DIR            folder of a version (${FLU_MODEL})
`;

const { values: options } = readArguments(
  {
    options: {
      vintage: { type: "string" },
      "reference-date": { type: "string" },
      out: { type: "string" },
      history: { type: "string" },
      model: { type: "string", default: FLU_MODEL },
    },
  },
  USAGE,
);

const Saturday = z.iso
  .date({ error: "must be a date, YYYY-MM-DD" })
  .refine((date) => dateOfFluWeek(fluWeekOf(date)) === date, { error: "must be a Saturday" });

const { vintage: vintageFile, out } = options;
if (!vintageFile || !out || !options["reference-date"]) {
  process.stderr.write(`--vintage, --reference-date and --out are needed\n\n${USAGE}`);
  process.exit(2);
}
const reference = Saturday.safeParse(options["reference-date"]);
if (!reference.success) {
  process.stderr.write(`--reference-date ${reference.error.issues[0]?.message ?? "is wrong"}\n`);
  process.exit(2);
}
const referenceDate = reference.data;
const referenceWeek = fluWeekOf(referenceDate);

try {
  const model = await readFluModel(options.model);
  const vintage = await readVintage(vintageFile);
  if (vintage.week >= referenceWeek)
    process.stderr.write(
      `the vintage is of ${dateOfFluWeek(vintage.week)}, so was published after the reference date: its weeks from ` +
        `${referenceDate} on are not read, but the earlier ones may have been revised since\n`,
    );
  const history = options.history ? await readVintages(options.history, referenceWeek) : [];
  const forecasts = forecastFlu(model, { referenceDate, vintage, history });
  await writeHubFile(out, referenceDate, forecasts);

  const silent = HUB_PLACES.filter(
    ({ location }) => forecasts.get(location)?.basis === "national-rate",
  );
  if (silent.length > 0)
    process.stderr.write(
      `forecast by the nation's rate, for they have not reported lately: ${silent.map(({ name }) => name).join(", ")}\n`,
    );
  process.stdout.write(
    `${forecasts.size} places from ${referenceDate} on, by flu model ${model.version}, written to ${out}\n`,
  );
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
