import { existsSync } from "node:fs";
import { join } from "node:path";
import { evaluateOutcome, type OutcomeReport, type Verdict } from "../outcomes/evaluate-outcome";
import type { OutcomeTable } from "../outcomes/outcome-table";
import { DEATH_RECIPE, KIDNEY_RECIPE } from "../outcomes/recipes";
import { readDeathTable } from "../physionet2012/death-table";
import { formatDuration, progressLine } from "../progress-line";
import { chooseBackend } from "../scoring/backend";
import { readKidneyTable } from "../yaib/kidney-table";
import { readArguments } from "./arguments";

const OUTCOMES = ["death-2012", "kidney-injury"] as const;
type Outcome = (typeof OUTCOMES)[number];

const USAGE = `evaluate-outcomes --data DIR [options]

Trains and judges two other outcomes with the code of the deterioration model, by cross-validation.

  --data DIR      folder with physionet2012/ (set-a.csv.gz, Outcomes-a.txt) and yaib-demo/aki/
  --outcome NAME  ${OUTCOMES.join(" or ")} (both)
  --seed N        seed of weights, draws and dropout (${DEATH_RECIPE.seed})
  --json          one JSON object as the last line
`;

const { values: options } = readArguments(
  {
    options: {
      data: { type: "string" },
      outcome: { type: "string" },
      seed: { type: "string", default: String(DEATH_RECIPE.seed) },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const data = options.data ?? refuse("--data is needed");
const seed = Number(options.seed);
if (!Number.isSafeInteger(seed)) refuse("--seed is not a whole number");
const wanted = OUTCOMES.filter((one) => (options.outcome ?? one) === one);
if (wanted.length === 0) refuse(`--outcome is not ${OUTCOMES.join(" or ")}`);

const FOLDERS: Record<Outcome, string> = {
  "death-2012": join(data, "physionet2012"),
  "kidney-injury": join(data, "yaib-demo", "aki"),
};
for (const outcome of wanted) {
  // Before anything is trained, not after the first outcome.
  if (!existsSync(FOLDERS[outcome])) refuse(`--data holds no ${FOLDERS[outcome]} for ${outcome}`);
}

const line = progressLine(process.stderr, Date.now);
await chooseBackend();
const reports: Partial<Record<Outcome, OutcomeReport>> = {};
for (const outcome of wanted) {
  const recipe = { ...(outcome === "death-2012" ? DEATH_RECIPE : KIDNEY_RECIPE), seed };
  const table = await readTable(outcome, recipe.folds);
  line.say(`${outcome}: ${table.stays.length} stays, ${table.rows} rows`);
  const startedAt = Date.now();
  const report = await evaluateOutcome(table, recipe, (done, total) => {
    const left = ((Date.now() - startedAt) / done) * (total - done);
    line.update(
      `${outcome}: ${done} of ${total} pairs of folds, ${formatDuration(left)} left`,
      done / total,
    );
  });
  line.say(`trained and judged in ${formatDuration(Date.now() - startedAt)}`);
  print(outcome, report);
  reports[outcome] = report;
}
if (options.json) process.stdout.write(`${JSON.stringify(reports)}\n`);

function readTable(outcome: Outcome, folds: number): Promise<OutcomeTable> {
  return outcome === "death-2012"
    ? readDeathTable(FOLDERS[outcome], {
        folds,
        onProgress: ({ bytesRead, bytesTotal, stays, implausible }) =>
          line.update(
            `reading, ${stays} stays, ${implausible} implausible values passed over`,
            bytesRead / bytesTotal,
          ),
      })
    : readKidneyTable(FOLDERS[outcome], {
        folds,
        onProgress: ({ share, stays, implausible }) =>
          line.update(
            `reading, ${stays} stays, ${implausible} implausible values passed over`,
            share,
          ),
      });
}

function print(
  outcome: Outcome,
  { stays, rows, positiveRows, folds, verdicts }: OutcomeReport,
): void {
  process.stdout.write(
    `\n${outcome}: ${stays} stays, ${rows} rows, ${positiveRows} positive; ${folds} folds by stay\n`,
  );
  for (const verdict of [verdicts.model, ...verdicts.members]) printVerdict(verdict, true);
  for (const verdict of verdicts.scores) printVerdict(verdict, false);
}

function printVerdict(verdict: Verdict, isProbability: boolean): void {
  const { name, figures, intervals, sensitivity, positivePredictiveValue } = verdict;
  const shown = (of: keyof typeof figures): string =>
    `${figures[of].toFixed(3)} (${intervals[of].map((end) => end.toFixed(3)).join(" to ")})`;
  const parts = [
    `AUROC ${shown("auroc")}`,
    `AUPRC ${shown("auprc")}`,
    `event 1 ${shown("eventOne")}, sensitivity ${sensitivity.toFixed(3)}, PPV ${positivePredictiveValue.toFixed(3)}, in hindsight ${verdict.eventOneInHindsight.toFixed(3)}`,
    ...(isProbability ? [`ECE ${shown("expectedCalibrationError")}`] : []),
  ];
  process.stdout.write(`${name.padEnd(20)} ${parts.join("  ")}\n`);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
