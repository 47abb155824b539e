"use client";

import { useMemo } from "react";
import { type AlertOnWire, haveTold } from "./alert-ledger";
import { openAlerts } from "./alert-view";
import { useLive } from "./live-provider";
import { useLedger, useUnitIds } from "./use-live";

/** The open alerts of this person's units in the order to answer them. One that moved away is another's. */
export function useMyAlerts(): readonly AlertOnWire[] {
  const { units } = useLive();
  const { alerts } = useLedger();
  return useMemo(() => {
    const mine = new Set(units.map(({ unitId }) => unitId));
    return openAlerts(alerts.values()).filter(({ unitId }) => mine.has(unitId));
  }, [units, alerts]);
}

/** Whether all of them are known. */
export function useAreMyAlertsKnown(): boolean {
  const { units } = useLive();
  const ledger = useLedger();
  const mine = useUnitIds();
  const asked = units.map(({ unitId }) => unitId).filter((unitId) => mine?.has(unitId) ?? true);
  return haveTold(ledger, asked);
}
