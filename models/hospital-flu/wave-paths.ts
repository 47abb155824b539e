import { gaussian, randomStream, type RandomStream } from "../simulation/random";
import type { CatchmentShare } from "./catchment-share";
import { atLevel, type RegionalFluForecast } from "./regional-forecast";

/** Mean flu admissions of the hospital in each week of one way the wave may go. */
export type WavePath = readonly number[];

export const WAVE_PATHS = 400;
/** Weeks in a path: those forecast for the region, and as many as a wave may be shifted by. */
export const WAVE_WEEKS = 11;

/**
 * How much the errors of one week and the next go together. A forecast that is too low for this week is too
 * low for the next: of independent weeks the sum would look surer than it is.
 */
const WEEK_TO_WEEK = 0.85;
/** Past the weeks forecast growth fades: what is left of it each week. */
const GROWTH_KEPT = 0.5;
/** Past the weeks forecast a wave, of which nothing is known, ebbs. */
const EBB = -0.12;

/**
 * Ways the hospital's wave may go, each as likely: the region's forecast at levels that go together from week
 * to week, times a share that is drawn once for each path, for being wrong about it is being wrong in every
 * week. The same seed gives the same paths.
 */
export function wavePaths(
  regional: RegionalFluForecast,
  share: CatchmentShare,
  seed: string,
): WavePath[] {
  const random = randomStream(seed, regional.referenceOn, "flu-wave");
  return Array.from({ length: WAVE_PATHS }, () => drawPath(regional, share, random));
}

function drawPath(
  { levels, quantiles }: RegionalFluForecast,
  share: CatchmentShare,
  random: RandomStream,
): WavePath {
  const taken = share.mean * logNormal(random, share.cv);
  const weeks: number[] = [];
  let standing = gaussian(random);
  let growth = 0;
  for (let week = 0; week < WAVE_WEEKS; week += 1) {
    const forecast = quantiles[week];
    const before = weeks.at(-1);
    let mean: number;
    if (forecast) {
      if (week > 0)
        standing = WEEK_TO_WEEK * standing + Math.sqrt(1 - WEEK_TO_WEEK ** 2) * gaussian(random);
      mean = atLevel(levels, forecast, normalCdf(standing)) * taken;
      if (before) growth = Math.log(Math.max(mean, 1e-6) / before);
    } else {
      growth = Math.min(0.5, growth * GROWTH_KEPT + EBB * (1 - GROWTH_KEPT));
      mean = (before ?? 0) * Math.exp(growth);
    }
    weeks.push(Math.max(mean, 1e-6));
  }
  // Clusters make a week's count scatter more than one by one: by so much its mean varies.
  return weeks.map((mean) => mean * logNormal(random, Math.sqrt((share.dispersion - 1) / mean)));
}

/** Mean 1, with this standard deviation. */
function logNormal(random: RandomStream, cv: number): number {
  const variance = Math.log(1 + Math.min(cv, 3) ** 2);
  return Math.exp(Math.sqrt(variance) * gaussian(random) - variance / 2);
}

/** Standard normal; Abramowitz and Stegun, 26.2.17: to seven digits. */
function normalCdf(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return value > 0 ? 1 - upper : upper;
}
