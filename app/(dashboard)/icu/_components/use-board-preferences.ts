"use client";

import { useState } from "react";
import { type BoardPreferences, preferencesCookie } from "@/_components/live/board-preferences";

export type ChangePreferences = (change: Partial<BoardPreferences>) => void;

/** This device's way to show the board, kept for the next time. */
export function useBoardPreferences(
  kept: BoardPreferences,
): readonly [BoardPreferences, ChangePreferences] {
  const [preferences, setPreferences] = useState(kept);
  const change: ChangePreferences = (changed) => {
    const next = { ...preferences, ...changed };
    setPreferences(next);
    document.cookie = preferencesCookie(next);
  };
  return [preferences, change];
}
