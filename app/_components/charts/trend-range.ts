import { z } from "zod";

export const TrendRangeKey = z.enum(["1h", "4h", "12h", "24h", "3d", "7d"]);
export type TrendRangeKey = z.infer<typeof TrendRangeKey>;

export interface TrendRange {
  label: string;
  hours: number;
  source: "raw" | "minutely" | "hourly";
  stepSeconds: number;
  /** How often an open chart asks again. */
  refreshMs: number;
}

/** Each range reads the coarsest source that still gives a chart its detail: 60 to 300 steps. */
export const TREND_RANGES: Readonly<Record<TrendRangeKey, TrendRange>> = {
  "1h": { label: "1 h", hours: 1, source: "raw", stepSeconds: 15, refreshMs: 15_000 },
  "4h": { label: "4 h", hours: 4, source: "minutely", stepSeconds: 60, refreshMs: 15_000 },
  "12h": { label: "12 h", hours: 12, source: "minutely", stepSeconds: 180, refreshMs: 30_000 },
  "24h": { label: "24 h", hours: 24, source: "minutely", stepSeconds: 300, refreshMs: 30_000 },
  "3d": { label: "3 d", hours: 72, source: "hourly", stepSeconds: 3_600, refreshMs: 60_000 },
  "7d": { label: "7 d", hours: 168, source: "hourly", stepSeconds: 3_600, refreshMs: 60_000 },
};

/** What the address asks for, or 24 hours. */
export const parseTrendRange = (value: unknown): TrendRangeKey =>
  TrendRangeKey.catch("24h").parse(value);
