"use client";

import { useEffect, useReducer } from "react";
import { useLive } from "@/_components/live/live-provider";
import { type BoardAction, type BoardState, reduceBoard, UNKNOWN_BOARD } from "./board-state";

/** The hospital's beds as the socket tells of them. */
export function useBedBoard(): readonly [BoardState, (action: BoardAction) => void] {
  const { client } = useLive();
  const [state, dispatch] = useReducer(reduceBoard, UNKNOWN_BOARD);

  useEffect(
    () =>
      client.watchBeds({
        onBoard: (board) => dispatch({ type: "board", board }),
        onFrame: (frame) => dispatch({ type: "frame", frame }),
      }),
    [client],
  );
  return [state, dispatch];
}
