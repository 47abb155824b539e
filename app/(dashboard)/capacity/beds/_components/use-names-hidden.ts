"use client";

import { useState } from "react";
import { bedBoardCookie, type BedBoardPreferences } from "./bed-board-preferences";

/** Whether this browser shows names, kept for the next time. */
export function useNamesHidden(kept: BedBoardPreferences): readonly [boolean, () => void] {
  const [areNamesHidden, setHidden] = useState(kept.areNamesHidden);
  const toggle = () => {
    setHidden(!areNamesHidden);
    document.cookie = bedBoardCookie({ areNamesHidden: !areNamesHidden });
  };
  return [areNamesHidden, toggle];
}
