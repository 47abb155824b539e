"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { usePolicyChanges, useUnitIds } from "./use-live";

/** Draws the page again when this person's units, or their policies, changed: the server decides what is on it now. */
export function AccessRefresh() {
  const router = useRouter();
  const unitIds = useUnitIds();
  const policyChanges = usePolicyChanges();

  useEffect(() => {
    if (unitIds || policyChanges > 0) router.refresh();
  }, [router, unitIds, policyChanges]);

  return null;
}
