"use client";

import { useSyncExternalStore } from "react";

const PRINT = "print";

const subscribe = (listener: () => void) => {
  const query = window.matchMedia(PRINT);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

/** True from just before the browser lays the page out for paper until it is back on the screen. */
export const useIsPrinting = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PRINT).matches,
    () => false,
  );
