"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useUnitIds } from "./use-live";

/** Draws the page again when this person's units changed: the server decides what is on it now. */
export function AccessRefresh() {
  const router = useRouter();
  const unitIds = useUnitIds();

  useEffect(() => {
    if (unitIds) router.refresh();
  }, [router, unitIds]);

  return null;
}
