"use client";

import { useState } from "react";
import type { BedId } from "#models/shared/ids";
import { useLive } from "./live-provider";
import { type SettledOrder, settleOrder } from "./settled-order";

/** The order shown, which follows the wanted one without making the cards jump. */
export function useSettledOrder(ids: readonly BedId[], key: string): readonly BedId[] {
  const { store } = useLive();
  const [shown, setShown] = useState<SettledOrder>();
  const settled = settleOrder(shown, { key, ids, at: store.now() });
  if (settled !== shown) setShown(settled);
  return settled.ids;
}
