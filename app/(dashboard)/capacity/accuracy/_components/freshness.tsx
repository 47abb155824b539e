import type { ForecastIssue } from "#models/forecasts/forecast-issue";
import { hospitalTime } from "@/_lib/hospital-time";
import { versionInWords } from "../../date-words";
import classes from "./accuracy-report.module.css";

/** When the newest forecast was issued and by what; a warning when that is too long ago. */
export function Freshness({
  issue,
  isStale,
}: Readonly<{ issue: ForecastIssue | undefined; isStale: boolean }>) {
  if (!issue)
    return (
      <p className={classes.stale} role="status">
        No forecast of this kind has been issued yet. The first comes within an hour of the start,
        once there is something to learn from.
      </p>
    );
  const { issuedAt, model, modelVersion } = issue;
  const text = `${hospitalTime().dateAndClock(issuedAt)}, by ${model} ${versionInWords(modelVersion)}`;
  return isStale ? (
    <p className={classes.stale} role="status">
      <strong>Out of date.</strong> The newest forecast was issued {text}. Newer ones have failed or
      the server stood still: its log says why.
    </p>
  ) : (
    <p className={classes.issued}>Newest forecast issued {text}.</p>
  );
}
