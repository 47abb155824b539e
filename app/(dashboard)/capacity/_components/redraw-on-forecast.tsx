"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { openCapacityNews } from "./capacity-news";

/** Several forecasts are issued within moments, one after the other: the page is drawn again once. */
const SETTLE_MS = 500;

/** Draws the page again whenever a newer forecast is issued. What somebody is typing stays. */
export function RedrawOnForecast() {
  const router = useRouter();
  const redraw = useEffectEvent(() => router.refresh());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(redraw, SETTLE_MS);
    };
    const close = openCapacityNews({ onIssued: soon, onBack: soon });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, []);

  return null;
}
