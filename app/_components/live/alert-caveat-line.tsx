"use client";

import { caveatOf } from "./alert-caveat";
import classes from "./alert-caveat-line.module.css";
import type { AlertOnWire } from "./alert-ledger";
import { useBed } from "./use-live";

/** Says of an alert in a list why less is known than it seems; takes no room otherwise. */
export function AlertCaveat({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const bed = useBed(alert.unitId, alert.bedId);
  const caveat = caveatOf(alert, bed?.state.technical ?? []);
  return caveat ? <span className={classes.caveat}>{caveat}</span> : null;
}
