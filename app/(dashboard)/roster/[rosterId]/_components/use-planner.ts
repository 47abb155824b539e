"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { PlannerStore, PlannerView } from "./planner-store";
import type { PlannerWork } from "./planner-work";

export interface Planner {
  store: PlannerStore;
  work: PlannerWork;
}

export const PlannerContext = createContext<Planner | undefined>(undefined);

function usePlannerContext(): Planner {
  const planner = use(PlannerContext);
  if (!planner) throw new Error("usePlanner needs a planner above it");
  return planner;
}

/** Draws again when what `read` returns is another value. */
export function usePlanner<T>(read: (view: PlannerView) => T): T {
  const { store } = usePlannerContext();
  return useSyncExternalStore(
    store.subscribe,
    () => read(store.view()),
    () => read(store.view()),
  );
}

/** What the planner can do; the same object for ever. */
export const usePlannerWork = (): PlannerWork => usePlannerContext().work;

export const usePlannerStore = (): PlannerStore => usePlannerContext().store;
