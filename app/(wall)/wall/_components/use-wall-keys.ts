"use client";

import { useEffect } from "react";

interface Keys {
  pause: () => void;
  next: () => void;
  previous: () => void;
  toggleFullScreen: () => void;
}

/** Space pauses, arrows turn, F fills the screen; a remote control has most of them. */
export function useWallKeys({ pause, next, previous, toggleFullScreen }: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const isOnButton = event.target instanceof HTMLButtonElement;
      if (event.key === " " && !isOnButton) pause();
      else if (event.key === "ArrowRight") next();
      else if (event.key === "ArrowLeft") previous();
      else if (event.key.toLowerCase() === "f") toggleFullScreen();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
