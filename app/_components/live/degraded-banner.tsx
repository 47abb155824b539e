"use client";

import { IconAlertTriangle } from "@tabler/icons-react";
import { useHospitalTime } from "../ui/hospital-time";
import { troubles } from "./connection-view";
import classes from "./degraded-banner.module.css";
import { useConnection, useSystem } from "./use-live";

/** Says what does not work and since when; takes no room when all is well. */
export function DegradedBanner() {
  const connection = useConnection();
  const system = useSystem();
  const time = useHospitalTime();
  const found = troubles(connection, system);
  const since = connection.state === "reconnecting" ? connection.since : system?.since;

  return (
    <div role="status" className={classes.place}>
      {found.length > 0 && (
        <p className={classes.banner}>
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span>
            <strong>Degraded.</strong> {found.map(({ text }) => text).join(" ")}
            {since !== undefined && ` As of ${time.clockWithSeconds(since)}.`}
          </span>
        </p>
      )}
    </div>
  );
}
