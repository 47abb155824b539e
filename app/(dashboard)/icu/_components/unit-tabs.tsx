"use client";

import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { countAlerts } from "@/_components/live/alert-view";
import { type BoardPreferences, preferencesCookie } from "@/_components/live/board-preferences";
import type { WatchedUnit } from "@/_components/live/live-provider";
import { useMyAlerts } from "@/_components/live/use-my-alerts";
import classes from "./unit-tabs.module.css";

interface Props {
  units: readonly WatchedUnit[];
  current: string;
  preferences: BoardPreferences;
}

/** The person's other units, each with the alerts that wait there; nothing for somebody of one unit. */
export function UnitTabs({ units, current, preferences }: Readonly<Props>) {
  const alerts = useMyAlerts();
  if (units.length < 2) return null;

  return (
    <nav aria-label="Units" className={classes.tabs}>
      {units.map(({ unitId, code, name }) => {
        const own = alerts.filter((alert) => alert.unitId === unitId);
        const { unanswered, highest } = countAlerts(own);
        return (
          <Link
            key={unitId}
            href={`/icu?unit=${encodeURIComponent(code)}`}
            className={classes.tab}
            title={name}
            aria-current={code === current ? "page" : undefined}
            onClick={() => {
              document.cookie = preferencesCookie({ ...preferences, unitCode: code });
            }}
          >
            {code}
            {unanswered > 0 && (
              <span className={classes.count} data-priority={highest}>
                {unanswered}
                <VisuallyHidden> unanswered alerts</VisuallyHidden>
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
