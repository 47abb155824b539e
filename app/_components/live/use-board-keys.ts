"use client";

import { useEffect, useEffectEvent } from "react";

export type KeyActions = Readonly<Record<string, () => void>>;

/** Single-key commands of a page. Silent while somebody types, in a dialogue, or with a modifier held. */
export function useBoardKeys(actions: KeyActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
    event.preventDefault();
    act();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input, textarea, select, [role='dialog'], [role='menu'], [role='radiogroup']") !==
    null;

/** Moves the focus among the items that match, from the one that has it; from outside, to the first. */
export function moveFocus(selector: string, step: number): void {
  const items = [...document.querySelectorAll<HTMLElement>(selector)];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step));
  items[next]?.focus();
}

/** How many items stand in a row of a grid, from where the browser has put them. */
export function columnsOf(selector: string): number {
  const tops = [...document.querySelectorAll(selector)].map(
    (item) => item.closest("li")?.getBoundingClientRect().top,
  );
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}
