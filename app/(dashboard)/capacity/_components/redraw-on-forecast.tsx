"use client";

import { IconAlertTriangle } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import classes from "@/_components/live/degraded-banner.module.css";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { openCapacityNews } from "./capacity-news";

/** Several forecasts are issued within moments, one after the other: the page is drawn again once. */
const SETTLE_MS = 500;

/**
 * Draws the page again whenever a newer forecast is issued, and says so while nothing newer can be heard of. What
 * somebody is typing stays.
 */
export function RedrawOnForecast() {
  const router = useRouter();
  const time = useHospitalTime();
  const [awaySince, setAwaySince] = useState<number>();
  const redraw = useEffectEvent(() => router.refresh());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(redraw, SETTLE_MS);
    };
    const close = openCapacityNews({
      onIssued: soon,
      onAway: () => setAwaySince((since) => since ?? Date.now()),
      onBack: () => {
        setAwaySince(undefined);
        soon();
      },
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, []);

  return (
    <div role="status">
      {awaySince !== undefined && (
        <p className={classes.banner}>
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span>
            <strong>No connection to the server.</strong> Reconnecting; what stands here is of{" "}
            {time.dayAndClock(awaySince)} or before.
          </span>
        </p>
      )}
    </div>
  );
}
