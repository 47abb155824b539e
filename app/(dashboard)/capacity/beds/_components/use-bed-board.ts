"use client";

import { useEffect, useReducer } from "react";
import { useLive } from "@/_components/live/live-provider";
import { useUnitIds } from "@/_components/live/use-live";
import { type BoardAction, type BoardState, reduceBoard, UNKNOWN_BOARD } from "./board-state";

/** The hospital's beds as the socket tells of them. */
export function useBedBoard(): readonly [BoardState, (action: BoardAction) => void] {
  const { client } = useLive();
  // Other units: other names may be known, and are told to whoever asks again.
  const unitIds = useUnitIds();
  const [state, dispatch] = useReducer(reduceBoard, UNKNOWN_BOARD);

  useEffect(
    () =>
      client.watchBeds({
        onBoard: (board) => dispatch({ type: "board", board }),
        onFrame: (frame) => dispatch({ type: "frame", frame }),
      }),
    [client, unitIds],
  );
  return [state, dispatch];
}
