import type { ForecastAge } from "#models/forecasts/forecast-age";
import { ago } from "#models/shared/time-format";
import { StatusLabel } from "@/_components/ui/status-label";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./forecast-ages.module.css";

/** How old what is on the page is. */
export function ForecastAges({ ages, now }: Readonly<{ ages: readonly ForecastAge[]; now: Date }>) {
  const time = hospitalTime();
  return (
    <ul className={classes.ages} aria-label="Age of the forecasts">
      {ages.map(({ kind, title, issuedAt, isStale }) => (
        <li key={kind}>
          <StatusLabel tone={!issuedAt ? "unknown" : isStale ? "failed" : "well"}>
            {title}:{" "}
            {issuedAt
              ? `issued ${time.dayAndClock(issuedAt)}, ${ago(issuedAt, now)}${isStale ? ", out of date" : ""}`
              : "never issued"}
          </StatusLabel>
        </li>
      ))}
    </ul>
  );
}
