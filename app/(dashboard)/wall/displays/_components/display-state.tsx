"use client";

import type { ListedWallDisplay } from "#db/wall-displays";
import { hasOpenLink, stateOfWall } from "#models/access/wall-display";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import classes from "./wall-displays.module.css";

interface Props {
  display: ListedWallDisplay;
  askedAt: Date;
}

/** Whether a screen is paired, and since when; or what stands in the way. */
export function DisplayState({ display, askedAt }: Readonly<Props>) {
  const time = useHospitalTime();
  const { boundAt, linkExpiresAt, revokedAt } = display;
  const linkUntil =
    linkExpiresAt && hasOpenLink(display, askedAt) ? time.clock(linkExpiresAt) : undefined;

  switch (stateOfWall(display, askedAt)) {
    case "revoked":
      return (
        <StatusLabel tone="off">Revoked {revokedAt && time.dayAndClock(revokedAt)}</StatusLabel>
      );
    case "waiting":
      return <StatusLabel tone="due">Not paired: link until {linkUntil}</StatusLabel>;
    case "lapsed":
      return <StatusLabel tone="unknown">Not paired: its link has lapsed</StatusLabel>;
    case "paired":
      return (
        <span className={classes.display}>
          <StatusLabel tone="well">Paired {boundAt && time.dayAndClock(boundAt)}</StatusLabel>
          {linkUntil && (
            <span className={classes.quiet}>Link for another screen until {linkUntil}</span>
          )}
        </span>
      );
  }
}
