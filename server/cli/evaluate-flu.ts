import { join } from "node:path";
import { z } from "zod";
import { describeFluSeason } from "../flu/describe-flu-season";
import { evaluateFlu } from "../flu/evaluate-flu";
import { FLU_MODEL, readFluModel } from "../flu/flu-artifact";
import { retrainForSeason } from "../flu/retrain-for-season";
import { progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { readArguments } from "./arguments";

const USAGE = `evaluate-flu --data DIR --season 2024-25 [options]

Forecasts every week of a season from what had been published by then, with networks that knew nothing of it, and
scores it beside every team of forecasts/ on the same tasks: horizons 0 to 3 weeks, states.

  --data DIR     folder with vintages/, forecasts/, locations*.csv and target-hospital-admissions.csv
  --season NAME  2023-24, 2024-25 or later
  --model DIR    folder of a version (${FLU_MODEL})
  --retrain      trains the networks anew on the last vintage before the season instead of taking the version's
  --ilinet DIR   surveys of illness, for --retrain (DIR/../ilinet)
  --json         one JSON object and nothing else
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      season: { type: "string" },
      model: { type: "string", default: FLU_MODEL },
      retrain: { type: "boolean", default: false },
      ilinet: { type: "string" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);

const Season = z
  .string({ error: "is needed" })
  .regex(/^\d{4}-\d{2}$/, { error: "must be two years, as 2024-25" })
  .refine((season) => (Number(season.slice(2, 4)) + 1) % 100 === Number(season.slice(5)), {
    error: "must be two years that follow each other, as 2024-25",
  });

const { data } = options;
const season = Season.safeParse(options.season);
if (!data || !season.success) {
  const reason = season.error?.issues[0]?.message;
  process.stderr.write(`${data ? `--season ${reason}` : "--data is needed"}\n\n${USAGE}`);
  process.exit(2);
}

try {
  const line = progressLine(process.stderr, Date.now);
  const model = options.retrain
    ? await retrain(data, season.data)
    : await readFluModel(options.model);
  const scores = await evaluateFlu(model, data, season.data);
  line.end();
  process.stdout.write(
    options.json ? `${JSON.stringify(scores.evaluation)}\n` : describeFluSeason(scores),
  );

  async function retrain(folder: string, name: string) {
    line.say(`backend ${await chooseBackend()}`);
    return retrainForSeason(name, {
      ...{ data: folder, ilinet: options.ilinet ?? join(folder, "..", "ilinet") },
      onProgress: (share) => line.update(`networks for ${name}`, share),
    });
  }
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
