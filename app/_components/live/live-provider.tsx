"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { UnitId } from "#models/shared/ids";
import { createLiveClient, type LiveClient } from "./live-client";
import { createLiveStore, type LiveStore } from "./live-store";

/** A unit as the screens need it: what it is called, and what to ask the server for. */
export interface WatchedUnit {
  unitId: UnitId;
  code: string;
  name: string;
}

interface Live {
  store: LiveStore;
  client: LiveClient;
  units: readonly WatchedUnit[];
}

const LiveContext = createContext<Live | undefined>(undefined);

const TICK_MS = 1_000;

/**
 * The tab's one connection and what it has told us. `renderedAt` (epoch milliseconds, the server's
 * clock) is the first instant shown, so that the browser's first drawing is the server's.
 */
export function LiveProvider({
  units,
  renderedAt,
  children,
}: Readonly<{ units: readonly WatchedUnit[]; renderedAt: number; children: ReactNode }>) {
  const [{ store, client }] = useState(() => createLive(renderedAt));
  const watched = units.map((unit) => unit.unitId).join(" ");

  useEffect(
    () => client.open(units.map((unit) => unit.unitId)),
    // The list is a new array at each drawing; its ids say whether it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, watched],
  );
  useEffect(() => {
    const timer = setInterval(store.tick, TICK_MS);
    return () => clearInterval(timer);
  }, [store]);

  const live = useMemo(() => ({ store, client, units }), [store, client, units]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function createLive(renderedAt: number): Pick<Live, "store" | "client"> {
  const store = createLiveStore({ startedAt: renderedAt, browserNow: () => Date.now() });
  return { store, client: createLiveClient(store) };
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider above it");
  return live;
}
