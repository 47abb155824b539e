"use client";

import { useEffect, useState } from "react";

/** Long enough that nothing heavy is counted between two keys, short enough to be read as one goes on. */
const SETTLES_AFTER_MS = 200;

/** The value once it has not changed for a moment: for what takes too long to follow every key. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
