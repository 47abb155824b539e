"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ReplayLine, type UnitReplay } from "#models/alerts/alert-budget";

export type ReplayState =
  | { state: "not-asked" }
  | { state: "running"; done: number; of: number }
  | { state: "done"; replay: UnitReplay }
  | { state: "busy" } // others are being replayed just now
  | { state: "failed" };

/** Has the unit's own past replayed by the server, and can stop it. */
export function useUnitReplay(unitCode: string) {
  const [replay, setReplay] = useState<ReplayState>({ state: "not-asked" });
  const stop = useRef<AbortController>(undefined);

  const cancel = useCallback(() => {
    stop.current?.abort();
    stop.current = undefined;
    setReplay({ state: "not-asked" });
  }, []);
  useEffect(() => () => stop.current?.abort(), []);

  const start = useCallback(async () => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setReplay({ state: "running", done: 0, of: 0 });
    try {
      const answer = await fetch(`/alerts/budget/history?unit=${encodeURIComponent(unitCode)}`, {
        signal: own.signal,
      });
      if (answer.status === 429) return setReplay({ state: "busy" });
      if (!answer.ok || !answer.body) return setReplay({ state: "failed" });
      let isOver = false;
      for await (const line of linesOf(answer.body)) {
        const told = ReplayLine.parse(JSON.parse(line));
        if (told.type === "progress") setReplay({ state: "running", ...countsOf(told) });
        else {
          isOver = true;
          setReplay({ state: "done", replay: told.replay });
        }
      }
      // The right to it ended, or the server did.
      if (!isOver) setReplay({ state: "failed" });
    } catch {
      if (!own.signal.aborted) setReplay({ state: "failed" });
    }
  }, [unitCode]);

  return { replay, start, cancel };
}

const countsOf = ({ done, of }: { done: number; of: number }) => ({ done, of });

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
