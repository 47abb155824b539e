import { join } from "node:path";
import { type FluModel, generationFor } from "#models/flu/flu-model";
import { fluWeekOf } from "#models/flu/flu-week";
import { forecastPlaces } from "#models/flu/forecast-places";
import { HORIZONS } from "#models/flu/quantile-levels";
import { covers, weightedIntervalScore } from "#models/flu/weighted-interval-score";
import { type Place, readAdmissions, readPlaces } from "./read-flu-tables";
import { readVintages, type Vintage } from "./read-vintages";
import { revisionsUntil } from "./revisions";
import { readSeasonForecasts, taskOf, type TeamForecasts } from "./season-tasks";

export interface FluEvaluation {
  season: string;
  tasks: number;
  /** Pairwise, the baseline's being 1; lower is better. */
  relativeWis: number;
  coverage50: number;
  coverage95: number;
  /** Against the baseline on the same tasks. */
  byHorizon: readonly number[];
  teams: Readonly<Record<string, number>>;
}

const OURS = "Wardcast";
const PLACES_OF: Readonly<Record<string, string>> = {
  "2023-24": "locations_202324.csv",
  "2024-25": "locations_202425.csv",
};

/** Forecasts every task of a season from its vintages, by networks that knew nothing of it, and scores it beside every team. */
export async function evaluateFlu(model: FluModel, data: string, season: string): Promise<FluEvaluation> {
  const { baseline, teams } = await readSeasonForecasts(join(data, "forecasts"), season);
  const truth = await readAdmissions(join(data, "target-hospital-admissions.csv"));
  const places = await readPlaces(join(data, PLACES_OF[season] ?? "locations.csv"));
  const vintages = await readVintages(join(data, "vintages"));
  const ours = forecastSeason(model, { vintages, places, baseline });

  const scores = new Map<string, Map<string, number>>();
  for (const [team, forecasts] of new Map([...teams, [OURS, ours]]))
    scores.set(team, scoreAll(forecasts, baseline, truth));
  const own = scores.get(OURS) ?? new Map<string, number>();
  const base = scores.get("FluSight-baseline") ?? new Map<string, number>();
  const relative = pairwise(scores, "FluSight-baseline");
  const covered = (share: number): number => {
    const hits = [...own.keys()].filter((task) =>
      covers(ours.get(task) ?? [], truthOf(task, truth) ?? NaN, share),
    );
    return hits.length / own.size;
  };
  return {
    season,
    tasks: own.size,
    relativeWis: relative.get(OURS) ?? NaN,
    coverage50: covered(0.5),
    coverage95: covered(0.95),
    byHorizon: HORIZONS.map((horizon) => {
      const tasks = [...own.keys()].filter((task) => task.endsWith(` ${horizon}`) && base.has(task));
      return sumOf(own, tasks) / sumOf(base, tasks);
    }),
    teams: Object.fromEntries([...relative].filter(([team]) => team !== OURS)),
  };
}

function forecastSeason(
  model: FluModel,
  { vintages, places, baseline }: { vintages: readonly Vintage[]; places: readonly Place[]; baseline: TeamForecasts },
): TeamForecasts {
  const population = new Map(places.map((place) => [place.location, place.population]));
  const forecasts: TeamForecasts = new Map();
  for (const date of new Set([...baseline.keys()].map((task) => task.slice(0, 10)))) {
    const referenceWeek = fluWeekOf(date);
    // A vintage of the week before is published three days before the reference date.
    const last = vintages.findLast(({ week }) => week < referenceWeek);
    if (!last) continue;
    const knowledge = {
      ...{ counts: last.counts, newestWeek: last.week, population },
      revisions: revisionsUntil(vintages, last),
    };
    const { nets } = generationFor(model, referenceWeek);
    for (const [location, horizons] of forecastPlaces(nets, knowledge, referenceWeek))
      for (const [horizon, quantiles] of horizons.entries())
        if (location !== "US") forecasts.set(taskOf(date, location, horizon), quantiles);
  }
  return forecasts;
}

type Counts = Awaited<ReturnType<typeof readAdmissions>>;

function truthOf(task: string, truth: Counts): number | undefined {
  const [date = "", location = "", horizon = ""] = task.split(" ");
  return truth.get(location)?.get(fluWeekOf(date) + Number(horizon));
}

/** Of the tasks that the baseline has too and whose truth is known. */
function scoreAll(forecasts: TeamForecasts, baseline: TeamForecasts, truth: Counts): Map<string, number> {
  const scores = new Map<string, number>();
  for (const [task, quantiles] of forecasts) {
    const known = baseline.has(task) ? truthOf(task, truth) : undefined;
    if (known !== undefined) scores.set(task, weightedIntervalScore(quantiles, known));
  }
  return scores;
}

const sumOf = (scores: ReadonlyMap<string, number>, tasks: readonly string[]): number =>
  tasks.reduce((sum, task) => sum + (scores.get(task) ?? 0), 0);

/**
 * Cramer et al., 2022: each team's geometric mean of its ratios to every team on the tasks that both have, over
 * the baseline's.
 */
function pairwise(
  scores: ReadonlyMap<string, ReadonlyMap<string, number>>,
  baseline: string,
): Map<string, number> {
  const means = new Map<string, number>();
  for (const [team, own] of scores) {
    const logs = [...scores.values()].flatMap((others) => {
      const tasks = [...own.keys()].filter((task) => others.has(task));
      return tasks.length === 0 ? [] : [Math.log(sumOf(own, tasks) / sumOf(others, tasks))];
    });
    means.set(team, Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length));
  }
  const unit = means.get(baseline) ?? 1;
  return new Map([...means].map(([team, mean]) => [team, mean / unit] as const).sort((a, b) => a[1] - b[1]));
}
