import { Alert } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import type { ForecastAge } from "#models/forecasts/forecast-age";
import { ago } from "#models/shared/time-format";

/** Above everything: that what is below was expected some time ago. Nothing while the bed forecast is fresh. */
export function StaleBanner({ ages, now }: Readonly<{ ages: readonly ForecastAge[]; now: Date }>) {
  const stale = ages.find(({ kind, isStale }) => isStale && kind === "census-hourly");
  if (!stale) return null;
  return (
    <Alert
      color="red"
      mb="md"
      icon={<IconClockExclamation aria-hidden="true" />}
      title={stale.issuedAt ? "The bed forecast is out of date" : "There is no bed forecast yet"}
    >
      {stale.issuedAt
        ? `It was issued ${ago(stale.issuedAt, now)}; one is due every hour. Use the beds as counted, and ask the system’s administrators why its job does not run.`
        : "It is issued at each full hour, once the first patients have been counted. This page is drawn again when it is."}
    </Alert>
  );
}
