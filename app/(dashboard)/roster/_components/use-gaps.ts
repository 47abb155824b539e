"use client";

import { useEffect, useState } from "react";
import type { RosterGaps } from "#models/realtime/roster";
import { useLive } from "@/_components/live/live-provider";

/** Open shifts of the coming days as the server tells of them; undefined until it has. */
export function useGaps(): RosterGaps | undefined {
  const { client } = useLive();
  const [gaps, setGaps] = useState<RosterGaps>();
  useEffect(() => client.rosters.watchGaps(setGaps), [client]);
  return gaps;
}
