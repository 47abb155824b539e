"use client";

import { useEffect, useReducer } from "react";
import type { BedBoard } from "#models/realtime/bed-board";
import { useLive } from "@/_components/live/live-provider";
import { type BoardAction, type BoardState, initialBoard, reduceBoard } from "./board-state";

/** The hospital's beds as the page was drawn, then as the socket tells. */
export function useBedBoard(drawn: BedBoard): readonly [BoardState, (action: BoardAction) => void] {
  const { client } = useLive();
  const [state, dispatch] = useReducer(reduceBoard, drawn, initialBoard);

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
