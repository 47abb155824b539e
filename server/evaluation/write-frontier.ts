import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AlertFrontier, FrontierFigures } from "#models/alerts/alert-frontier";
import { withLevels } from "#models/alerts/alert-levels";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import { type AlertYield, YIELD_RULES } from "#models/alerts/alert-yield";
import type { ModelCard } from "#models/deterioration/model-card";
import {
  type AlertingFigures,
  byCrossings,
  type ChosenPolicies,
  judgeAlerting,
  underPolicy,
} from "./evaluate-alerts";
import type { ReplayablePatient } from "./replayable-patients";

/** The steps of a budget judged on the test patients, and what a reader must know of them. */
export function makeFrontier(
  { frontier }: ChosenPolicies,
  { tune, test }: Record<"tune" | "test", readonly ReplayablePatient[]>,
  { version, card }: { version: string; card: ModelCard },
  onProgress: (share: number) => void,
): AlertFrontier {
  const base = defaultAlertPolicy("intensive");
  const judged = (alerting: Parameters<typeof judgeAlerting>[2]) =>
    judgeAlerting("", test, alerting).all;
  const first = frontier[0]?.figures;
  const news = judged(byCrossings);
  return AlertFrontier.parse({
    name: "alert-frontier",
    version,
    model: { name: card.name, version: card.version, threshold: card.thresholds.model.all },
    event: "Onset of sepsis (Sepsis-3), as the records label it",
    ...YIELD_RULES,
    data: {
      source: card.data.source,
      citation: card.data.citation,
      licence: card.data.licence,
    },
    howMade:
      "Each patient's hours replayed as live assessments through the house policy of intensive units with other levels. Steps chosen on the tune patients: each has a fresh alert before more events than all with fewer alerts. Judged on the test patients once. Made by npm run evaluate:alerts -- --frontier NAME.",
    limits: [
      "Hourly records: how long a level must last before it raises, in minutes, has no effect in them, and what happens between two hours is not seen.",
      "Nobody answers in a replay: alerts that somebody ends while the patient is as ill are raised again after the quiet time, and are more than these.",
      "The records have no time of day: the load at night is not known.",
      "Sepsis is one way to deteriorate: an alert before another one counts as not followed by the event.",
      "NEWS2 is partial: the records have no consciousness, and oxygen only where inspired oxygen was charted.",
    ],
    tune: patientsOf(tune, first),
    test: patientsOf(test, news),
    steps: frontier.map(({ candidate, figures }, index) => {
      onProgress(index / frontier.length);
      return {
        levels: candidate,
        tune: rounded(figures),
        test: withIntervals(judged(underPolicy(withLevels(base, candidate)))),
      };
    }),
    earlyWarningScore: withIntervals(news),
    house: {
      intensive: withIntervals(judged(underPolicy(base))),
      other: withIntervals(judged(underPolicy(defaultAlertPolicy("ward")))),
    },
  });
}

const patientsOf = (patients: readonly unknown[], figures: AlertYield | undefined) => ({
  patients: patients.length,
  events: figures?.events,
  patientDays: figures && Math.round(figures.patientDays),
});

/** As many digits as the patients can carry. */
const short = (value: number): number => Number(value.toPrecision(4));

const rounded = (figures: AlertYield): FrontierFigures =>
  FrontierFigures.parse(
    Object.fromEntries(
      Object.keys(FrontierFigures.shape).map((name) => {
        const value = Object.entries(figures).find(([other]) => other === name)?.[1];
        return [name, typeof value === "number" ? short(value) : null];
      }),
    ),
  );

function withIntervals(figures: AlertingFigures) {
  const { alertsPerPatientDay, sensitivityInWindow, sensitivity, positivePredictiveValue } =
    figures.intervals;
  const both = (interval: readonly number[] | undefined) => interval?.map(short);
  return {
    ...rounded(figures),
    intervals: {
      alertsPerPatientDay: both(alertsPerPatientDay),
      sensitivityInWindow: both(sensitivityInWindow),
      sensitivity: both(sensitivity),
      positivePredictiveValue: both(positivePredictiveValue),
    },
  };
}

/** Writes `frontier.json` and its manifest into a folder of the version. */
export async function writeFrontier(folder: string, frontier: AlertFrontier): Promise<string> {
  const versionFolder = join(folder, frontier.version);
  await mkdir(versionFolder, { recursive: true });
  const text = `${JSON.stringify(frontier, null, 2)}\n`;
  await writeFile(join(versionFolder, "frontier.json"), text);
  const digest = createHash("sha256").update(text).digest("hex");
  const manifest = { version: frontier.version, files: { "frontier.json": digest } };
  await writeFile(join(versionFolder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return versionFolder;
}
