"use client";

import { useCallback, useEffect, useState } from "react";
import type { Answer } from "./live-client";
import { useLive } from "./live-provider";

export interface OwnReading<T> {
  /** Undefined before the first answer. */
  read: T | undefined;
  /** The last reading failed: what is shown may be old. */
  isFailed: boolean;
  reread: () => void;
  /** What a command has answered with, which is a reading too. */
  take: (answered: T) => void;
}

/**
 * What the server tells of one's own work, or of what waits for one, read again whenever something of it changed.
 * `ask` is the client's own function, the same at each drawing.
 */
export function useOwnReading<T extends { sentAt: number }>(
  ask: () => Promise<Answer<T>>,
): OwnReading<T> {
  const { myShifts } = useLive().client;
  const [read, setRead] = useState<T>();
  const [isFailed, setFailed] = useState(false);

  // Answers that overtake each other: the newest reading counts.
  const take = useCallback((answered: T) => {
    setRead((known) => (known && known.sentAt > answered.sentAt ? known : answered));
  }, []);
  const reread = useCallback(() => {
    void ask().then((answer) => {
      setFailed(!answer.ok);
      if (answer.ok) take(answer.value);
    });
  }, [ask, take]);
  useEffect(() => myShifts.listen({ onChanged: reread }), [myShifts, reread]);

  return { read, isFailed, reread, take };
}
