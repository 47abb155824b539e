"use client";

import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import type { RosterId } from "#models/rostering/roster-ids";
import { useLive } from "@/_components/live/live-provider";
import { createPlannerWork } from "./planner-work";
import { createRosterFeed, type OpenedRoster } from "./roster-feed";

/** One roster as the socket tells of it, for as long as the page is open. */
export function useRoster(rosterId: RosterId): OpenedRoster {
  const { client, store: live } = useLive();
  const [opened, setOpened] = useState<OpenedRoster>({ state: "opening" });

  useEffect(() => {
    const feed = createRosterFeed({
      opened: (store) => {
        const work = createPlannerWork({
          ...{ store, complain, act: client.rosters.act },
          isLive: () => live.state().connection.state === "live",
        });
        return { store, work };
      },
      show: setOpened,
      again: () => client.rosters.again(rosterId),
    });
    return client.rosters.watch(rosterId, feed);
  }, [client, live, rosterId]);

  return opened;
}

/** Stays until it has been read: whoever was second must know what happened. */
export const complain = (message: string): void => {
  notifications.show({ title: "Not done", message, color: "red", autoClose: 20_000 });
};
