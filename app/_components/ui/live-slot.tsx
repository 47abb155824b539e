"use client";

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

const SLOT_ID = "live-slot";

/** The place in the header where a live page shows whether it is connected. */
export const LiveSlotPlace = () => <div id={SLOT_ID} />;

/** Puts its children in the header's place for the connection, wherever on the page it is rendered. */
export function LiveSlot({ children }: Readonly<{ children: ReactNode }>) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById(SLOT_ID)), []);
  return place && createPortal(children, place);
}
