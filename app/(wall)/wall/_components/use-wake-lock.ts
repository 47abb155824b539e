"use client";

import { useEffect, useState } from "react";

/** Keeps the device's screen on. False where that cannot be had: then the device must be told itself. */
export function useWakeLock(): boolean {
  const [isHeld, setHeld] = useState(true);

  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;

    const acquire = async () => {
      // A browser lets go of it whenever the page is hidden, and gives none to a hidden one.
      if (isOver || document.visibilityState !== "visible" || (lock && !lock.released)) return;
      try {
        // Undefined on a page that is not encrypted, whatever its type says.
        const locks: WakeLock | undefined = navigator.wakeLock;
        const taken = await locks?.request("screen");
        if (isOver) return void taken?.release();
        lock = taken;
        taken?.addEventListener("release", () => {
          if (!isOver) setHeld(false); // as on a low battery, in the middle of a shift
        });
        setHeld(taken !== undefined);
      } catch {
        setHeld(false); // refused, as on a low battery; asked again when the page is looked at
      }
    };
    const onVisible = () => void acquire();

    void acquire();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);

  return isHeld;
}
