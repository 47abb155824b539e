"use client";

import { useMemo } from "react";
import type { BedId } from "#models/shared/ids";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { bedFreshness } from "@/_components/live/bed-freshness";
import type { OrderedBed } from "@/_components/live/bed-order";
import { useLive } from "@/_components/live/live-provider";
import type { UnitBeds } from "@/_components/live/live-state";
import { useAtNow, useBoard } from "@/_components/live/use-live";

/** The unit's beds in the order of the unit, as the database had them until the socket has spoken. */
export function useSeededBeds(
  initial: UnitBeds,
  alerts: ReadonlyMap<BedId, readonly AlertOnWire[]>,
): readonly OrderedBed[] {
  const { store } = useLive();
  useMemo(() => store.seed(initial), [store, initial]);
  const board = useBoard(initial.unitId);

  // One word for all, so that the second hand draws the board again only when a bed turns stale.
  const staleIds = useAtNow((now) =>
    [...(board?.beds ?? [])]
      .filter(([, bed]) => bed.state.occupant && bedFreshness(bed, now) === "stale")
      .map(([bedId]) => bedId)
      .join(" "),
  );

  return useMemo(() => {
    const stale = new Set(staleIds.split(" "));
    return [...(board?.beds ?? [])].map(([bedId, { state }]) => ({
      state,
      alerts: alerts.get(bedId) ?? [],
      isStale: stale.has(bedId),
    }));
  }, [board, alerts, staleIds]);
}
