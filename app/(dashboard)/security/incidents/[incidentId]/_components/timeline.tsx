import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./incident.module.css";

interface Entry {
  key: number;
  at: Date;
  what: string;
  who: string;
}

/** What happened to the incident, the newest first. */
export function Timeline({
  entries,
  askedAt,
}: Readonly<{ entries: readonly Entry[]; askedAt: Date }>) {
  const time = hospitalTime();
  return (
    <ol className={classes.timeline}>
      {entries.map(({ key, at, what, who }) => (
        <li key={key}>
          <div>{what}</div>
          <div className={classes.quiet}>
            {who}, {time.dayAndClock(at)} ({ago(at, askedAt)})
          </div>
        </li>
      ))}
    </ol>
  );
}
