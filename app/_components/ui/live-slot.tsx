"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

const SLOT_ID = "live-slot";

/** The place in the header where a live page shows whether it is connected. */
export const LiveSlotPlace = () => <div id={SLOT_ID} />;

// The place stays for as long as the frame does: there is nothing to be told of.
const neverChanges = () => () => undefined;
const findPlace = () => document.getElementById(SLOT_ID);
const nowhereOnTheServer = () => null;

/** Puts its children in the header's place for the connection, wherever on the page it is rendered. */
export function LiveSlot({ children }: Readonly<{ children: ReactNode }>) {
  const place = useSyncExternalStore(neverChanges, findPlace, nowhereOnTheServer);
  return place && createPortal(children, place);
}
