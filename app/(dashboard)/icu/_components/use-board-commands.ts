"use client";

import { BED_SORTS } from "@/_components/live/bed-order";
import type { BoardPreferences } from "@/_components/live/board-preferences";
import { columnsOf, moveFocus, useBoardKeys } from "@/_components/live/use-board-keys";
import type { ChangePreferences } from "./use-board-preferences";

const BED_LINKS = "[data-bed-link]";

interface Commands {
  preferences: BoardPreferences;
  change: ChangePreferences;
  focusFilter: () => void;
  openHelp: () => void;
  acknowledgeBed: (label: string) => void;
}

/** The board by keyboard. Enter needs no command: the focus is on a link. */
export function useBoardCommands(commands: Commands): void {
  const { preferences, change, focusFilter, openHelp, acknowledgeBed } = commands;

  useBoardKeys({
    j: () => moveFocus(BED_LINKS, 1),
    k: () => moveFocus(BED_LINKS, -1),
    ArrowRight: () => moveFocus(BED_LINKS, 1),
    ArrowLeft: () => moveFocus(BED_LINKS, -1),
    ArrowDown: () => moveFocus(BED_LINKS, columnsOf(BED_LINKS)),
    ArrowUp: () => moveFocus(BED_LINKS, -columnsOf(BED_LINKS)),
    a: () => {
      const label = focusedBedLabel();
      if (label !== undefined) acknowledgeBed(label);
    },
    s: () => change({ sort: nextSort(preferences.sort) }),
    d: () => change({ density: preferences.density === "dense" ? "comfortable" : "dense" }),
    m: () => change({ areNamesHidden: !preferences.areNamesHidden }),
    "/": focusFilter,
    "?": openHelp,
  });
}

const nextSort = (sort: BoardPreferences["sort"]): BoardPreferences["sort"] =>
  BED_SORTS[(BED_SORTS.indexOf(sort) + 1) % BED_SORTS.length] ?? "bed";

const focusedBedLabel = (): string | undefined =>
  document.activeElement
    ?.closest("article")
    ?.querySelector<HTMLElement>(BED_LINKS)
    ?.getAttribute("data-bed-link") ?? undefined;
