"use client";

import { useMemo } from "react";
import type { AlertOnWire } from "./alert-ledger";
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

/** Whether every unit has told its alerts: until then nobody must be told that there are none. */
export function useAreMyAlertsKnown(): boolean {
  const { units } = useLive();
  const { snapshotAt } = useLedger();
  const mine = useUnitIds();
  return units.every(({ unitId }) => snapshotAt.has(unitId) || mine?.has(unitId) === false);
}
