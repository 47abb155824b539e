"use client";

import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import { ago } from "@/_lib/format-time";
import classes from "./planner-view.module.css";
import { usePlanner } from "./use-planner";

/** Forecasts are issued hourly: two that failed may be made up for. */
const STALE_AFTER_MS = 3 * 3_600_000;

/** What the demand beneath the grid rests on, and how old that is. */
export function DemandLine() {
  const { issuedAt, drawnAt } = usePlanner((view) => view.state.demand);
  const time = useHospitalTime();
  const age = useAtNow((now) => (issuedAt === null ? "" : ago(issuedAt, now)));
  const isStale = useAtNow((now) => issuedAt !== null && now - issuedAt > STALE_AFTER_MS);
  if (drawnAt === null)
    return <StatusLabel tone="unknown">What is needed was not worked out yet.</StatusLabel>;
  if (issuedAt === null)
    return (
      <StatusLabel tone="unknown">Demand of the staffing plan: there is no forecast.</StatusLabel>
    );
  const words = `Demand of the forecast of ${time.dayAndClock(issuedAt)}, ${age}`;
  return isStale ? (
    <StatusLabel tone="failed">{words}</StatusLabel>
  ) : (
    <span className={classes.demand}>{words}</span>
  );
}
