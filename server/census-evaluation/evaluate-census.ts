import { forecastCensus, type BedForecast } from "#models/census/census-forecast";
import { quantilesOf } from "#models/census/census-quantiles";
import { middleCoverage, weightedIntervalScore } from "#models/census/score-census";
import { quantileOf } from "#models/census/census-quantiles";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { flowFrom, flowOn } from "#models/simulation/patient-flow";
import { randomStream } from "#models/simulation/random";
import { inputsOf, learnHospital } from "./learn-hospital";
import { WatchedHospital } from "./watch-hospital";

export const HORIZONS_HOURS = [1, 3, 6, 12, 24, 48, 72, 168, 336, 672] as const;
const LAST_HORIZON = 672;
const HOURS_PER_DAY = 24;
/** A hospital begins full at once; after as many days nobody knows that any more. */
const SETTLES_DAYS = 14;
/** More than a day and no multiple of one, as the hours of issue should be all. */
const ISSUED_EVERY_HOURS = 37;

export interface EvaluationPlan {
  /** Simulated days that are learnt from. */
  learnDays: number;
  /** Other simulated hospitals that are forecast, each with so many issues. */
  hospitals: number;
  issues: number;
  /** Simulated futures of each issue from which the ideal forecast is made. */
  futures: number;
}

/** Means over forecasts of one kind of unit at one horizon. */
export interface CensusScore {
  forecasts: number;
  wis: number;
  idealWis: number;
  ratio: number;
  coverage80: number;
  /** Of the ideal forecaster on the same tasks: how far from 0.80 chance alone brings so many. */
  idealCoverage80: number;
  /** Share inside the 10 % and the 90 % quantile, ends included: whole beds hold more than 80 %. */
  inside80: number;
}

export interface CensusEvaluation extends CensusScore {
  byKind: Record<string, CensusScore>;
  byHorizon: Record<string, CensusScore>;
  byKindAndHorizon: Record<string, Record<string, CensusScore>>;
  intensiveTransfers72h: { mean: number; observed: number; coverage80: number };
  plan: EvaluationPlan;
}

interface Scored {
  kind: string;
  horizon: number;
  wis: number;
  idealWis: number;
  coverage: number;
  idealCoverage: number;
  isInside: boolean;
}

/**
 * Forecasts simulated hospitals that nothing was learnt from and scores each unit against what then happened,
 * beside the ideal forecaster: one who knows the true process and the state, by simulating it many times.
 */
export function evaluateCensus(
  plan: EvaluationPlan,
  onProgress: (text: string, share: number) => void,
): CensusEvaluation {
  const teacher = new WatchedHospital("history", DEMO_HOSPITAL);
  teacher.goOn(SETTLES_DAYS * HOURS_PER_DAY);
  teacher.forget();
  for (let day = 0; day < plan.learnDays; day += 1) {
    onProgress("learning from a simulated history", day / plan.learnDays);
    teacher.goOn(HOURS_PER_DAY);
  }
  teacher.closeStays();
  const learnt = learnHospital(DEMO_HOSPITAL, teacher);

  const scored: Scored[] = [];
  const transfers: { mean: number; observed: number; coverage: number }[] = [];
  for (let place = 0; place < plan.hospitals; place += 1) {
    const watched = new WatchedHospital(`evaluation-${place}`, DEMO_HOSPITAL);
    watched.goOn(SETTLES_DAYS * HOURS_PER_DAY);
    const pending: Issue[] = [];
    const hours = plan.issues * ISSUED_EVERY_HOURS + LAST_HORIZON;
    for (let hour = 0; hour <= hours; hour += 1) {
      onProgress(
        `forecasting hospital ${place + 1} of ${plan.hospitals}`,
        (place + hour / hours) / plan.hospitals,
      );
      if (hour % ISSUED_EVERY_HOURS === 0 && hour < plan.issues * ISSUED_EVERY_HOURS) {
        const { intensiveTransfers: next, ...forecast } = forecastCensus(inputsOf(learnt, watched));
        pending.push({
          hour,
          forecast: [...forecast.units, forecast.hospital],
          ideal: idealForecast(watched, `${place}/${hour}`, plan.futures),
          transfersBefore: watched.intensiveTransfers,
          next72h: next.next72h,
        });
      }
      for (const issue of pending) {
        const horizon = HORIZONS_HOURS.find((ahead) => issue.hour + ahead === hour);
        if (horizon === undefined) continue;
        scored.push(...scoreAt(issue, horizon, watched.occupied()));
        if (horizon !== 72) continue;
        const observed = watched.intensiveTransfers - issue.transfersBefore;
        const { mean, pmf } = issue.next72h;
        transfers.push({ mean, observed, coverage: middleCoverage(pmf, observed) });
      }
      watched.goOn(1);
    }
  }
  return {
    ...summary(scored),
    byKind: groups(scored, ({ kind }) => kind),
    byHorizon: groups(scored, ({ horizon }) => `${horizon}`),
    byKindAndHorizon: Object.fromEntries(
      [...new Set(scored.map(({ kind }) => kind))].map((kind) => [
        kind,
        groups(
          scored.filter((each) => each.kind === kind),
          ({ horizon }) => `${horizon}`,
        ),
      ]),
    ),
    intensiveTransfers72h: {
      mean: meanOf(transfers.map(({ mean }) => mean)),
      observed: meanOf(transfers.map(({ observed }) => observed)),
      coverage80: meanOf(transfers.map(({ coverage }) => coverage)),
    },
    plan,
  };
}

interface Issue {
  hour: number;
  /** The units in order, then the hospital. */
  forecast: readonly BedForecast[];
  /** By horizon, then by unit and last the hospital: the distribution of the simulated futures. */
  ideal: ReadonlyMap<number, readonly Float64Array[]>;
  transfersBefore: number;
  next72h: { mean: number; pmf: Float64Array };
}

function idealForecast(
  { hospital }: WatchedHospital,
  label: string,
  futures: number,
): Map<number, Float64Array[]> {
  const beds = hospital.units.map((unit) => unit.beds.length);
  const all = beds.reduce((sum, each) => sum + each, 0);
  const ideal = new Map(
    HORIZONS_HOURS.map((horizon) => [
      horizon as number,
      [...beds, all].map((most) => new Float64Array(most + 1)),
    ]),
  );
  for (let future = 0; future < futures; future += 1) {
    const flow = flowFrom(hospital, randomStream("ideal", label, future));
    for (const horizon of HORIZONS_HOURS) {
      flowOn(flow, hospital.at + horizon * MS_PER_HOUR);
      const counts = flow.units.map(({ patients }) => patients.length);
      const total = counts.reduce((sum, count) => sum + count, 0);
      for (const [place, count] of [...counts, total].entries()) {
        const pmf = ideal.get(horizon)?.[place];
        if (pmf) pmf[count] = (pmf[count] ?? 0) + 1 / futures;
      }
    }
  }
  return ideal;
}

function scoreAt(issue: Issue, horizon: number, occupied: readonly number[]): Scored[] {
  const total = occupied.reduce((sum, count) => sum + count, 0);
  return [...occupied, total].flatMap((observed, place) => {
    const forecast = issue.forecast[place];
    const idealPmf = issue.ideal.get(horizon)?.[place];
    if (!forecast || !idealPmf) return [];
    const series = horizon <= 72 ? forecast.hourly : forecast.daily;
    const at = series.hoursAhead.indexOf(horizon);
    const pmf = series.pmf[at] ?? new Float64Array(0);
    return [
      {
        kind: DEMO_HOSPITAL.units[place]?.kind ?? "hospital",
        horizon,
        wis: weightedIntervalScore(series.quantiles[at] ?? [], observed),
        idealWis: weightedIntervalScore(quantilesOf(idealPmf), observed),
        coverage: middleCoverage(pmf, observed),
        idealCoverage: middleCoverage(idealPmf, observed),
        isInside: observed >= quantileOf(pmf, 0.1) && observed <= quantileOf(pmf, 0.9),
      },
    ];
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function summary(scored: readonly Scored[]): CensusScore {
  const wis = meanOf(scored.map((each) => each.wis));
  const idealWis = meanOf(scored.map((each) => each.idealWis));
  return {
    forecasts: scored.length,
    wis,
    idealWis,
    ratio: wis / idealWis,
    coverage80: meanOf(scored.map(({ coverage }) => coverage)),
    idealCoverage80: meanOf(scored.map(({ idealCoverage }) => idealCoverage)),
    inside80: meanOf(scored.map(({ isInside }) => (isInside ? 1 : 0))),
  };
}

const groups = (
  scored: readonly Scored[],
  nameOf: (each: Scored) => string,
): Record<string, CensusScore> =>
  Object.fromEntries(
    [...new Set(scored.map(nameOf))].map((name) => [
      name,
      summary(scored.filter((each) => nameOf(each) === name)),
    ]),
  );
