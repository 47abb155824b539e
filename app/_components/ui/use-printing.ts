"use client";

import { useSyncExternalStore } from "react";

const PRINT = "print";

/** Told by the browser before it takes on the styles of paper, when what is drawn now is on the paper still. */
let isAboutTo = false;

const subscribe = (listener: () => void) => {
  const query = window.matchMedia(PRINT);
  const before = () => {
    isAboutTo = true;
    listener();
  };
  const after = () => {
    isAboutTo = false;
    listener();
  };
  query.addEventListener("change", listener);
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    query.removeEventListener("change", listener);
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  };
};

/** True from just before the browser lays the page out for paper until it is back on the screen. */
export const useIsPrinting = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => isAboutTo || window.matchMedia(PRINT).matches,
    () => false,
  );
