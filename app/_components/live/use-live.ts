"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { SystemStatus } from "#models/realtime/board";
import type { Freshness } from "#models/realtime/feed-freshness";
import type { BedId, EmergencyAccessId, EncounterId, UnitId } from "#models/shared/ids";
import type { AlertLedger } from "./alert-ledger";
import { bedFreshness } from "./bed-freshness";
import type { BoardBed, UnitBoard } from "./board-reducer";
import { useLive } from "./live-provider";
import type { Connection, EmergencyNews, WatchedEncounter } from "./live-state";
import type { LiveView, Topic } from "./live-store";

/** Draws again when what `read` returns is another value, asked at each change of the topic. */
function useStore<T>(topic: Topic, read: (view: LiveView) => T): T {
  const { store } = useLive();
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe(topic, listener),
    [store, topic],
  );
  return useSyncExternalStore(
    subscribe,
    () => read(store),
    () => read(store.asDrawn),
  );
}

/** Derives a string, number or boolean from the server's time; draws again only when that changes. */
export const useAtNow = <T extends string | number | boolean>(derive: (now: number) => T): T =>
  useStore("clock", (view) => derive(view.now()));

export const useBoard = (unitId: UnitId): UnitBoard | undefined =>
  useStore(`unit:${unitId}`, (view) => view.state().boards.get(unitId));

export const useBed = (unitId: UnitId, bedId: BedId): BoardBed | undefined =>
  useStore(`bed:${bedId}`, (view) => view.state().boards.get(unitId)?.beds.get(bedId));

/** What is technically wrong in a unit and at its beds; undefined until something is known of the unit. */
export function useTechnicalAlarms(unitId: UnitId): readonly TechnicalAlarm[] | undefined {
  const board = useBoard(unitId);
  return useMemo(
    () =>
      board && [
        ...(board.technical ?? []),
        ...[...board.beds.values()].flatMap(({ state }) => state.technical),
      ],
    [board],
  );
}

/** A patient of another unit, as long as emergency access to it lasts. */
export const useEncounter = (encounterId: EncounterId): WatchedEncounter | undefined =>
  useStore(`encounter:${encounterId}`, (view) => view.state().encounters.get(encounterId));

/** By what the server said, or by the clock: a tab without a connection must not go on either. */
export function useHasEnded(access: {
  emergencyAccessId: EmergencyAccessId;
  expiresAt: number;
}): boolean {
  const isEnded = useStore("emergency", (view) =>
    view.state().endedAccesses.has(access.emergencyAccessId),
  );
  const isOver = useAtNow((now) => now >= access.expiresAt);
  return isEnded || isOver;
}

export const useEmergencyNews = (): EmergencyNews | undefined =>
  useStore("emergency", (view) => view.state().emergencyNews);

export const useFreshness = (bed: BoardBed | undefined): Freshness =>
  useAtNow((now) => (bed ? bedFreshness(bed, now) : "never"));

export const useConnection = (): Connection =>
  useStore("connection", (view) => view.state().connection);

export const useSystem = (): SystemStatus | undefined =>
  useStore("connection", (view) => view.state().system);

/** What the server has said of this person's units since the page came; undefined until it says so. */
export const useUnitIds = (): ReadonlySet<UnitId> | undefined =>
  useStore("connection", (view) => view.state().unitIds);

/** Grows with each change of an alert policy of these units. */
export const usePolicyChanges = (): number =>
  useStore("connection", (view) => view.state().policyChanges);

/** The server draws no alerts: they are known once the socket has spoken. */
export const useLedger = (): AlertLedger => useStore("alerts", (view) => view.state().ledger);
