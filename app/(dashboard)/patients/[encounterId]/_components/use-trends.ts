"use client";

import { useEffect, useState } from "react";
import type { EncounterId } from "#models/shared/ids";
import { EncounterTrends } from "@/_components/charts/encounter-trends";
import { TREND_RANGES, type TrendRangeKey } from "@/_components/charts/trend-range";

interface TrendsState {
  trends: EncounterTrends | undefined;
  isFailed: boolean;
  isLoading: boolean;
}

/** The trends of the range asked for, read again as often as the range deserves. */
export function useTrends(
  encounterId: EncounterId,
  range: TrendRangeKey,
  initial: EncounterTrends | undefined,
): TrendsState {
  const [trends, setTrends] = useState(initial);
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      const answer = await fetchTrends(encounterId, range, stop.signal).catch(
        () => "failed" as const,
      );
      if (stop.signal.aborted) return;
      setFailed(answer === "failed");
      if (answer !== "failed") setTrends(answer);
    };
    // The page has brought the first range with it.
    if (range !== initial?.range) void read();
    const timer = setInterval(() => void read(), TREND_RANGES[range].refreshMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [encounterId, range, initial?.range]);

  return { trends, isFailed, isLoading: trends !== undefined && trends.range !== range };
}

async function fetchTrends(
  encounterId: EncounterId,
  range: TrendRangeKey,
  signal: AbortSignal,
): Promise<EncounterTrends | undefined> {
  const response = await fetch(`/patients/${encounterId}/trends?range=${range}`, { signal });
  if (!response.ok) throw new Error(`trends: HTTP ${response.status}`);
  return EncounterTrends.nullable().parse(await response.json()) ?? undefined;
}
