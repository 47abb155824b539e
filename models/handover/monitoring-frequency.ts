import { earlyWarningBand } from "../vitals/early-warning-score";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";

export interface MonitoringFrequency {
  /** The longest a sign may be old. */
  intervalMs: number;
  words: string;
}

/** "Continuous" has no number in the chart; a quarter of an hour without a value is not continuous. Ours. */
const CONTINUOUS_MS = 15 * MS_PER_MINUTE;

/**
 * How often NEWS2 asks for the vital signs: Royal College of Physicians, NEWS2, 2017, chart 4. Where it
 * gives a span ("minimum 4 to 6 hourly") the longest is taken.
 */
export function monitoringFrequency(total: number, hasRedScore: boolean): MonitoringFrequency {
  switch (earlyWarningBand(total, hasRedScore)) {
    case "high":
      return { intervalMs: CONTINUOUS_MS, words: "continuous monitoring" };
    case "medium":
    case "low-medium":
      return { intervalMs: MS_PER_HOUR, words: "observations every hour" };
    case "low":
      return { intervalMs: 6 * MS_PER_HOUR, words: "observations every 4 to 6 hours" };
    case "none":
      return { intervalMs: 12 * MS_PER_HOUR, words: "observations every 12 hours" };
  }
}
