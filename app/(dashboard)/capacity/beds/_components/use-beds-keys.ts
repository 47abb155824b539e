"use client";

import { BedId } from "#models/shared/ids";
import { type KeyActions, useBoardKeys } from "@/_components/live/use-board-keys";
import { BED_ACTIONS } from "./bed-actions";
import { type GridKey, moveInGrid } from "./grid-moves";
import type { Fit } from "./placement";
import { TILES } from "./tile-element";

interface Keys {
  /** What a letter does to the bed that has the focus. */
  pressKey: (key: string, bedId: BedId) => void;
  cancel: () => void;
  toggleNames: () => void;
  focusSearch: () => void;
  openHelp: () => void;
}

const MOVES: readonly GridKey[] = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
];
const BED_KEYS = [...new Set(Object.values(BED_ACTIONS).map(({ key }) => key))];

/** The board by keyboard. Enter needs no command: the focus is on a button. */
export function useBedsKeys(keys: Keys): void {
  const actions: Record<string, () => void> = {
    Escape: keys.cancel,
    q: () => document.querySelector<HTMLElement>("[data-boarding]")?.focus(),
    n: focusNextSuitable,
    m: keys.toggleNames,
    "/": keys.focusSearch,
    "?": keys.openHelp,
  };
  for (const move of MOVES) actions[move] = () => moveFocusInGrid(move);
  for (const key of BED_KEYS)
    actions[key] = () => {
      const bedId = focusedBed();
      if (bedId) keys.pressKey(key, bedId);
    };
  useBoardKeys(actions satisfies KeyActions);
}

const tiles = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(TILES)];

const focusedBed = (): BedId | undefined =>
  BedId.safeParse(document.activeElement?.getAttribute("data-bed")).data;

function moveFocusInGrid(key: GridKey): void {
  const all = tiles();
  const at = all.findIndex((tile) => tile === document.activeElement);
  // From outside it leads to the bed that the Tab key would.
  const next =
    at < 0
      ? all.find(({ tabIndex }) => tabIndex === 0)
      : all[
          moveInGrid(
            all.map((tile) => tile.getBoundingClientRect()),
            at,
            key,
          )
        ];
  next?.focus();
}

/** The next bed that suits, or where none does the next that is possible; after the last the first again. */
export function focusNextSuitable(): void {
  const all = tiles();
  const at = all.findIndex((tile) => tile === document.activeElement);
  const fitting = (verdict: Fit["verdict"]) => all.filter(({ dataset }) => dataset.fit === verdict);
  const suitable = fitting("suitable");
  const found = suitable.length > 0 ? suitable : fitting("doubtful");
  const next = found.find((tile) => all.indexOf(tile) > at) ?? found[0];
  next?.focus();
}
