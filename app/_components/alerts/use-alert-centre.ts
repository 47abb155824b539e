"use client";

import { createContext, use } from "react";
import type { AlertId, UnitId } from "#models/shared/ids";
import { useLive } from "../live/live-provider";
import type { AlertRules } from "./alert-rules";

export interface AlertCentreState {
  isOpen: boolean;
  /** Shows the open alerts, beginning at this one. */
  open: (alertId?: AlertId) => void;
  close: () => void;
  mayAnswer: boolean;
  /** Undefined for a unit that is not this person's. */
  rulesOf: (unitId: UnitId) => AlertRules | undefined;
}

export const AlertCentreContext = createContext<AlertCentreState | undefined>(undefined);

export function useAlertCentre(): AlertCentreState {
  const centre = use(AlertCentreContext);
  if (!centre) throw new Error("useAlertCentre needs an AlertCentre above it");
  return centre;
}

/** What the people of a unit call it. */
export const useUnitCode = (unitId: UnitId): string =>
  useLive().units.find((unit) => unit.unitId === unitId)?.code ?? "";
