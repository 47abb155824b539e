"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const MINUTE_MS = 60_000;

/** Draws the page again each minute while somebody looks: the values move without the level doing so. */
export function MinuteRefresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, MINUTE_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
