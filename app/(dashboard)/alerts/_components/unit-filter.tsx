"use client";

import type { UnitId } from "#models/shared/ids";
import type { WatchedUnit } from "@/_components/live/live-provider";
import classes from "./alert-queue.module.css";

/** Which unit's alerts to show; for somebody of one unit there is nothing to choose. */
export function UnitFilter({
  units,
  chosen,
  choose,
}: Readonly<{
  units: readonly WatchedUnit[];
  chosen: UnitId | undefined;
  choose: (unitId: UnitId | undefined) => void;
}>) {
  if (units.length < 2) return null;
  return (
    <div role="group" aria-label="Unit" className={classes.units}>
      <button type="button" aria-pressed={!chosen} onClick={() => choose(undefined)}>
        All units
      </button>
      {units.map(({ unitId, code }) => (
        <button
          key={unitId}
          type="button"
          aria-pressed={unitId === chosen}
          onClick={() => choose(unitId)}
        >
          {code}
        </button>
      ))}
    </div>
  );
}
