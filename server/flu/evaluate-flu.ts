import { join } from "node:path";
import { z } from "zod";
import type { FluModel } from "#models/flu/flu-model";
import { fluWeekOf } from "#models/flu/flu-week";
import { forecastFlu } from "#models/flu/forecast-flu";
import { HORIZONS } from "#models/flu/quantile-levels";
import { ratioOnCommonTasks, relativeScores, type TaskScores } from "#models/flu/relative-score";
import type { CountTable, Vintage } from "#models/flu/vintage";
import { covers, weightedIntervalScore } from "#models/flu/weighted-interval-score";
import { readAdmissions } from "./read-flu-tables";
import { readVintages } from "./read-vintages";
import { BASELINE, readSeasonForecasts, taskOf, type TeamForecasts } from "./season-tasks";
import { seasonPopulations } from "./flu-seasons";

export const FluEvaluation = z.strictObject({
  season: z.string(),
  /** Scored: those of the baseline, for the states, whose truth is known. */
  tasks: z.int(),
  /** Pairwise, the baseline's being 1; lower is better. */
  relativeWis: z.number(),
  coverage50: z.number(),
  coverage95: z.number(),
  /** Against the baseline on the same tasks, horizons 0 to 3. */
  byHorizon: z.array(z.number()),
  /** As `relativeWis`, the best first. */
  teams: z.record(z.string(), z.number()),
});
export type FluEvaluation = z.infer<typeof FluEvaluation>;

export interface FluSeasonScores {
  evaluation: FluEvaluation;
  /** Mean weighted interval score, admissions. */
  meanWis: number;
  baselineMeanWis: number;
  /** Reference dates before which nothing had been published lately; nobody could have forecast them. */
  notForecast: string[];
}

const OURS = "Wardcast";
const OLDEST_VINTAGE_WEEKS = 4;

/** Forecasts every task of a season from its vintages, by networks that knew nothing of it, and scores it beside every team. */
export async function evaluateFlu(
  model: FluModel,
  data: string,
  season: string,
): Promise<FluSeasonScores> {
  const teams = await readSeasonForecasts(join(data, "forecasts"), season);
  const truth = await readAdmissions(join(data, "target-hospital-admissions.csv"));
  const baseline = teams.get(BASELINE) ?? new Map<string, Float64Array>();
  const { forecasts: ours, notForecast } = forecastSeason(model, {
    dates: new Set([...baseline.keys()].map((task) => task.slice(0, 10))),
    vintages: await readVintages(join(data, "vintages")),
    population: await seasonPopulations(data, season),
  });

  const scores = new Map(
    [...teams, [OURS, ours] as const].map(([team, forecasts]) => [
      team,
      scoreTasks(forecasts, baseline, truth),
    ]),
  );
  const own = scores.get(OURS) ?? new Map<string, number>();
  const base = scores.get(BASELINE) ?? new Map<string, number>();
  const relative = relativeScores(scores, BASELINE);
  const coverage = (share: number): number =>
    [...own.keys()].filter((task) =>
      covers(ours.get(task) ?? [], truthOf(task, truth) ?? NaN, share),
    ).length / own.size;
  return {
    evaluation: {
      season,
      tasks: own.size,
      relativeWis: relative.get(OURS) ?? NaN,
      coverage50: coverage(0.5),
      coverage95: coverage(0.95),
      byHorizon: HORIZONS.map((horizon) => {
        const ofHorizon = new Map([...own].filter(([task]) => task.endsWith(` ${horizon}`)));
        return ratioOnCommonTasks(ofHorizon, base) ?? NaN;
      }),
      teams: Object.fromEntries(
        [...relative].filter(([team]) => team !== OURS).sort((a, b) => a[1] - b[1]),
      ),
    },
    meanWis: mean(own),
    baselineMeanWis: mean(base),
    notForecast,
  };
}

interface SeasonData {
  /** Reference dates. */
  dates: Iterable<string>;
  vintages: readonly Vintage[];
  population: ReadonlyMap<string, number>;
}

function forecastSeason(
  model: FluModel,
  { dates, vintages, population }: SeasonData,
): { forecasts: TeamForecasts; notForecast: string[] } {
  const forecasts: TeamForecasts = new Map();
  const notForecast: string[] = [];
  for (const referenceDate of dates) {
    const referenceWeek = fluWeekOf(referenceDate);
    // A vintage of the week before is published three days before the reference date.
    const vintage = vintages.findLast(({ week }) => week < referenceWeek);
    if (!vintage || referenceWeek - vintage.week > OLDEST_VINTAGE_WEEKS) {
      notForecast.push(referenceDate);
      continue;
    }
    const places = forecastFlu(model, { referenceDate, vintage, history: vintages, population });
    for (const [location, { quantiles }] of places)
      for (const [horizon, values] of quantiles.entries())
        forecasts.set(taskOf(referenceDate, location, horizon), values);
  }
  return { forecasts, notForecast };
}

function truthOf(task: string, truth: CountTable): number | undefined {
  const [date = "", location = "", horizon = ""] = task.split(" ");
  return truth.get(location)?.get(fluWeekOf(date) + Number(horizon));
}

/** Of the tasks that the baseline has too and whose truth is known. */
function scoreTasks(
  forecasts: TeamForecasts,
  baseline: TeamForecasts,
  truth: CountTable,
): Map<string, number> {
  const scores = new Map<string, number>();
  for (const [task, quantiles] of forecasts) {
    const known = baseline.has(task) ? truthOf(task, truth) : undefined;
    if (known !== undefined) scores.set(task, weightedIntervalScore(quantiles, known));
  }
  return scores;
}

const mean = (scores: TaskScores): number =>
  [...scores.values()].reduce((sum, score) => sum + score, 0) / scores.size;
