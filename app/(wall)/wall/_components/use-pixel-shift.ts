"use client";

import { useEffect, useState } from "react";
import { MS_PER_MINUTE } from "#models/shared/time-range";

/** Around a square of four pixels, a corner or an edge a minute: nothing burns in, and nobody sees it move. */
const SHIFTS = [
  [0, 0],
  [2, 0],
  [4, 0],
  [4, 2],
  [4, 4],
  [2, 4],
  [0, 4],
  [0, 2],
] as const;

/** Of everything on the screen, CSS pixels. */
export function usePixelShift(): readonly [x: number, y: number] {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), MS_PER_MINUTE);
    return () => clearInterval(timer);
  }, []);
  return SHIFTS[turn % SHIFTS.length] ?? SHIFTS[0];
}
