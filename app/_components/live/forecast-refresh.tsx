"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { ForecastKind } from "#models/forecasts/forecast-issue";
import { useForecastIssued } from "./use-live";

/** Draws the page again when a forecast of the kind was issued: the server reads it from the database. */
export function ForecastRefresh({ kind }: Readonly<{ kind: ForecastKind }>) {
  const router = useRouter();
  const issuedAt = useForecastIssued(kind);

  useEffect(() => {
    if (issuedAt) router.refresh();
  }, [router, issuedAt]);

  return null;
}
