import type { FluPath } from "./census-inputs";

/** The quantiles of expected flu admissions on each day from the issue on. */
export interface FluQuantiles {
  /** Ascending, between 0 and 1. */
  levels: readonly number[];
  /** By day, then by level. */
  generalPerDay: readonly (readonly number[])[];
  intensivePerDay: readonly (readonly number[])[];
}

/**
 * Quantiles by day as paths: each level is a wave that is as strong on all days, weighed by the probability
 * that lies nearer to its level than to another. Waves are early or late and strong or weak for weeks, so that
 * days go together far more than they differ; where samples of whole waves are at hand they are better.
 */
export function fluPathsOfQuantiles({
  levels,
  generalPerDay,
  intensivePerDay,
}: FluQuantiles): FluPath[] {
  return levels.map((level, index) => {
    const before = index === 0 ? 0 : (level + (levels[index - 1] ?? 0)) / 2;
    const after = index === levels.length - 1 ? 1 : (level + (levels[index + 1] ?? 1)) / 2;
    return {
      weight: after - before,
      generalPerDay: generalPerDay.map((day) => day[index] ?? 0),
      intensivePerDay: intensivePerDay.map((day) => day[index] ?? 0),
    };
  });
}
