"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import { MS_PER_SECOND } from "#models/shared/time-range";
import { PairingNotice } from "./pairing-notice";
import { pairScreen, type Shown, takeLinkSecret } from "./pair-screen";
import { createWallClient, type WallClient } from "./wall-client";
import { WallScreen } from "./wall-screen";
import { INITIAL_WALL, reduceWall } from "./wall-state";

/** A screen on a wall: it draws what it is told, and until it is paired says how it can be. */
export function Wall() {
  const [state, dispatch] = useReducer(reduceWall, INITIAL_WALL);
  const client = useRef<WallClient>(undefined);
  const [problem, setProblem] = useState<string>();
  const [isPairing, setPairing] = useState(false);

  const pair = async (shown: Shown) => {
    setPairing(true);
    const refusal = await pairScreen(shown);
    setPairing(false);
    setProblem(refusal);
    // Refused, it is still what it was before; paired, it may have been another display.
    if (refusal === undefined || !client.current?.isOpen()) client.current?.connect();
  };

  useEffect(() => {
    const opened = createWallClient(dispatch);
    client.current = opened;
    const followLink = () => {
      const secret = takeLinkSecret();
      if (secret) void pair({ secret });
      return secret !== undefined;
    };
    if (!followLink()) opened.connect();
    // A link that is opened in the tab where the page is already does not load it again.
    window.addEventListener("hashchange", followLink);
    return () => {
      window.removeEventListener("hashchange", followLink);
      opened.close();
    };
  }, []);

  useEffect(() => {
    const tick = () => dispatch({ type: "tick", now: Date.now() });
    tick();
    const timer = setInterval(tick, MS_PER_SECOND);
    return () => clearInterval(timer);
  }, []);

  if (state.phase === "paired" || (state.phase === "connecting" && !problem))
    return <WallScreen state={state} dispatch={dispatch} />;
  return (
    <PairingNotice
      problem={problem}
      isBusy={isPairing}
      hasEnded={state.hasEnded}
      onCode={(code) => void pair({ code })}
    />
  );
}
