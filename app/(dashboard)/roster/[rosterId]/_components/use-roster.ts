"use client";

import { notifications } from "@mantine/notifications";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { RosterSnapshot } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import type { AppErrorCode } from "#models/shared/errors";
import { useLive } from "@/_components/live/live-provider";
import { createPlannerStore, type PlannerStore } from "./planner-store";
import type { PlannerAction } from "./planner-state";
import { createPlannerWork } from "./planner-work";
import type { Planner } from "./use-planner";

export type OpenedRoster =
  | { state: "opening" }
  | { state: "refused"; code: AppErrorCode }
  | { state: "open"; planner: Planner };

/** One roster as the socket tells of it, for as long as the page is open. */
export function useRoster(rosterId: RosterId): OpenedRoster {
  const { client, store: live } = useLive();
  const [opened, setOpened] = useState<OpenedRoster>({ state: "opening" });
  const store = useRef<PlannerStore>(undefined);

  const take = useEffectEvent((snapshot: RosterSnapshot) => {
    if (store.current) return store.current.dispatch({ type: "snapshot", snapshot });
    const made = createPlannerStore(snapshot);
    store.current = made;
    const work = createPlannerWork({
      store: made,
      act: client.rosters.act,
      isLive: () => live.state().connection.state === "live",
      complain,
    });
    setOpened({ state: "open", planner: { store: made, work } });
  });

  useEffect(() => {
    const tell = (action: PlannerAction) => {
      store.current?.dispatch(action);
      if (store.current?.view().state.isBehind) client.rosters.again(rosterId);
    };
    return client.rosters.watch(rosterId, {
      onSnapshot: (snapshot) => take(snapshot),
      onFrame: (frame) => tell({ type: "frame", frame }),
      onDemand: (news) => tell({ type: "demand", news }),
      onPlanners: (planners) => tell({ type: "planners", planners }),
      onJob: (job) => tell({ type: "job", job }),
      onProposal: (proposal) => tell({ type: "proposal", proposal }),
      onRefused: (code) => setOpened({ state: "refused", code }),
    });
  }, [client, rosterId]);

  return opened;
}

/** Stays until it has been read: whoever was second must know what happened. */
export const complain = (message: string): void => {
  notifications.show({ title: "Not done", message, color: "red", autoClose: 20_000 });
};
