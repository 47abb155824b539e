"use client";

import { IconAlertTriangle } from "@tabler/icons-react";
import type { SystemStatus } from "#models/realtime/board";
import { troubles } from "@/_components/live/connection-view";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./wall-banner.module.css";
import type { Liveness } from "./wall-state";

interface Props {
  live: Liveness;
  /** Told what it shows: before that it has nothing that could be old. */
  isPaired: boolean;
  system: SystemStatus | undefined;
}

/** Says what does not work, as large as a unit's name where the whole screen is concerned. */
export function WallBanner({ live, isPaired, system }: Readonly<Props>) {
  const time = useHospitalTime();
  const degraded = live.state === "live" ? troubles({ state: "live" }, system) : [];

  return (
    <div role="status" className={classes.place}>
      {live.state !== "live" && (
        <p className={classes.lost} data-waiting={live.since === undefined}>
          {live.since === undefined ? (
            isPaired ? (
              "Waiting for the first values"
            ) : (
              "Connecting"
            )
          ) : (
            <>
              <strong>Not live since {time.clock(live.since)}</strong>
              <span className={classes.advice}>
                {live.state === "old" ? "Values are old." : "Values are taken off."} Use the bedside
                monitors.
              </span>
            </>
          )}
        </p>
      )}
      {degraded.length > 0 && (
        <p className={classes.degraded}>
          <IconAlertTriangle className={classes.icon} aria-hidden="true" />
          <span>
            {degraded.map(({ text }) => text).join(" ")}
            {system && ` Since ${time.clock(system.since)}.`}
          </span>
        </p>
      )}
    </div>
  );
}
