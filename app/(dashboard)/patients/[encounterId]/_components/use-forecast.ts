"use client";

import { useEffect, useState } from "react";
import type { EncounterForecast } from "#models/realtime/encounter-forecast";
import type { EncounterId } from "#models/shared/ids";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import { type ForecastView, viewForecast } from "@/_components/charts/forecast-view";
import type { BoardBed } from "@/_components/live/board-reducer";
import { useLive } from "@/_components/live/live-provider";
import { useAtNow, useConnection, useFreshness } from "@/_components/live/use-live";

const REFRESH_MS = MS_PER_MINUTE;
const RETRY_MS = 5 * MS_PER_SECOND;
/** A patient in no bed has no feed. */
const NOT_HERE: EncounterForecast = { state: "none", reason: "no-signs" };
/** Two refreshes may fail. */
const OUTDATED_MS = 3 * MS_PER_MINUTE;

/** The forecast of one patient's signs, asked for each minute while the page is connected. */
export function useForecast({
  encounterId,
  bed,
  isWatched,
}: {
  encounterId: EncounterId;
  bed: BoardBed | undefined;
  /** The server has taken us as watching the patient; to ask before would be refused, and recorded as that. */
  isWatched: boolean;
}): ForecastView {
  const { client, store } = useLive();
  const isConnected = useConnection().state === "live";
  const isHere = bed !== undefined;
  const [held, setHeld] = useState<{ forecast: EncounterForecast; receivedAt: number }>();

  useEffect(() => {
    if (!isConnected || !isWatched || !isHere) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStopped = false;
    const ask = async () => {
      const answer = await client.forecast(encounterId);
      if (isStopped) return;
      if (answer.ok) setHeld({ forecast: answer.value, receivedAt: store.now() });
      const isRefused = !answer.ok && answer.error.code === "forbidden";
      if (!isRefused) timer = setTimeout(() => void ask(), answer.ok ? REFRESH_MS : RETRY_MS);
    };
    void ask();
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [client, store, encounterId, isConnected, isWatched, isHere]);

  const receivedAt = held?.receivedAt ?? 0;
  const isOutdated = useAtNow((now) => now - receivedAt > OUTDATED_MS);
  const minute = useAtNow((now) => Math.floor(now / MS_PER_MINUTE) * MS_PER_MINUTE);
  const isSilent = useFreshness(bed) !== "live";
  const feedNow = minute + (bed?.state.feedOffsetMs ?? 0);
  return viewForecast(isHere ? held?.forecast : NOT_HERE, { feedNow, isSilent, isOutdated });
}
