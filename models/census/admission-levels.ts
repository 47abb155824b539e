import { FORECAST_DAYS, type CensusInputs, type FluPath } from "./census-inputs";

/** One way all admissions together may go: equally likely as each other one. */
export interface AdmissionLevel {
  /** What admissions without flu are multiplied with. */
  factor: number;
  /** Expected flu admissions on each day; absent without flu. */
  flu: { generalPerDay: Float64Array; intensivePerDay: Float64Array } | undefined;
}

/**
 * Pairs the factors, from low to high, with the waves, from small to great, so that the two are uncorrelated,
 * and their squares too: one latin square row of nine that was found to be so by trying permutations.
 */
const WAVE_OF_FACTOR = [5, 0, 7, 6, 4, 2, 1, 8, 3] as const;
const LEVELS = WAVE_OF_FACTOR.length;

/**
 * What is unsure about all admissions at once, as nine equally likely ways; one when nothing is. Chance in
 * each single admission is left to the distribution itself: only what all of them share widens it beyond.
 */
export function admissionLevels({ admissionsLevelCv, flu }: CensusInputs): AdmissionLevel[] {
  const isWaveKnown = flu.paths.length <= 1;
  if (admissionsLevelCv === 0 && isWaveKnown)
    return [{ factor: 1, flu: flu.paths[0] && meanPath([{ path: flu.paths[0], share: 1 }]) }];
  const factors = levelFactors(admissionsLevelCv);
  const waves = flu.paths.length > 0 ? waveStrata(flu.paths) : [];
  return WAVE_OF_FACTOR.map((wave, index) => ({ factor: factors[index] ?? 1, flu: waves[wave] }));
}

/** Means of the standard normal distribution between its quantiles at 0, 1/9, 2/9, …, 1. */
const NORMAL_NINTH_MEANS = [
  -1.70456, -0.97566, -0.59219, -0.28321, 0, 0.28321, 0.59219, 0.97566, 1.70456,
];

/** A lognormal factor of mean 1 in nine, with the mean and the variance it has undivided. */
function levelFactors(cv: number): number[] {
  const sigma = Math.sqrt(Math.log1p(cv * cv));
  const raw = NORMAL_NINTH_MEANS.map((z) => Math.exp(sigma * z));
  const mean = raw.reduce((sum, factor) => sum + factor, 0) / LEVELS;
  const relative = raw.map((factor) => factor / mean);
  const spread = Math.sqrt(relative.reduce((sum, factor) => sum + (factor - 1) ** 2, 0) / LEVELS);
  const stretch = spread > 0 ? cv / spread : 0;
  return relative.map((factor) => Math.max(0, 1 + (factor - 1) * stretch));
}

interface PathShare {
  path: FluPath;
  share: number;
}

/** The waves ordered by size and cut into nine of equal weight, each the mean of what lies in it. */
function waveStrata(paths: readonly FluPath[]) {
  const total = (days: readonly number[]) =>
    days.slice(0, FORECAST_DAYS).reduce((sum, day) => sum + day, 0);
  const ordered = paths
    .map((path) => ({ path, size: total(path.generalPerDay) + total(path.intensivePerDay) }))
    .toSorted((one, other) => one.size - other.size);
  const weights = ordered.reduce((sum, { path }) => sum + path.weight, 0);
  const strata: PathShare[][] = Array.from({ length: LEVELS }, () => []);
  let before = 0;
  for (const { path } of ordered) {
    const after = before + path.weight / weights;
    for (const [index, stratum] of strata.entries()) {
      const overlap = Math.min(after, (index + 1) / LEVELS) - Math.max(before, index / LEVELS);
      if (overlap > 0) stratum.push({ path, share: overlap });
    }
    before = after;
  }
  return strata.map(meanPath);
}

function meanPath(shares: readonly PathShare[]) {
  const total = shares.reduce((sum, { share }) => sum + share, 0);
  const mean = (pick: (path: FluPath) => readonly number[]) =>
    Float64Array.from({ length: FORECAST_DAYS }, (_, day) =>
      shares.reduce((sum, { path, share }) => sum + (share / total) * (pick(path)[day] ?? 0), 0),
    );
  return {
    generalPerDay: mean((path) => path.generalPerDay),
    intensivePerDay: mean((path) => path.intensivePerDay),
  };
}
