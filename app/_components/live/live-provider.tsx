"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { AlertId, UnitId } from "#models/shared/ids";
import { err } from "#models/shared/result";
import { type Answer, connectLive, type LiveClient } from "./live-client";
import type { AlertNews } from "./alert-ledger";
import { createLiveStore, type LiveStore } from "./live-store";

/** A unit as the screens need it: what it is called, and what to ask the server for. */
export interface WatchedUnit {
  unitId: UnitId;
  code: string;
  name: string;
}

interface Live {
  store: LiveStore;
  units: readonly WatchedUnit[];
  acknowledge: (alertId: AlertId) => Promise<Answer<AlertNews>>;
  touch: () => ReturnType<LiveClient["touch"]>;
}

const LiveContext = createContext<Live | undefined>(undefined);

const TICK_MS = 1_000;
const AWAY = err({ code: "unavailable" as const });

/**
 * The tab's one connection and what it has told us. `renderedAt` (epoch milliseconds, the server's
 * clock) is the first instant shown, so that the browser's first drawing is the server's.
 */
export function LiveProvider({
  units,
  renderedAt,
  children,
}: Readonly<{ units: readonly WatchedUnit[]; renderedAt: number; children: ReactNode }>) {
  const [store] = useState(() =>
    createLiveStore({ startedAt: renderedAt, browserNow: () => Date.now() }),
  );
  const [client, setClient] = useState<LiveClient>();
  const watched = units.map((unit) => unit.unitId).join(" ");

  useEffect(() => {
    const connected = connectLive(
      store,
      units.map((unit) => unit.unitId),
    );
    setClient(connected);
    return () => connected.close();
    // The list is a new array at each drawing; its ids say whether it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, watched]);

  useEffect(() => {
    const timer = setInterval(store.tick, TICK_MS);
    return () => clearInterval(timer);
  }, [store]);

  const live = useMemo<Live>(
    () => ({
      store,
      units,
      acknowledge: (alertId) => client?.acknowledge(alertId) ?? Promise.resolve(AWAY),
      touch: () => client?.touch() ?? Promise.resolve(AWAY),
    }),
    [store, units, client],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider above it");
  return live;
}
