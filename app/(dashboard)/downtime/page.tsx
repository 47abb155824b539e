import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconExternalLink } from "@tabler/icons-react";
import { unitsById } from "#db/units";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { newestDowntimeReport } from "@/_lib/downtime-report";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./page.module.css";

export const metadata = { title: "Downtime report" };

/** It was due twice by then. */
const OVERDUE_MS = 31 * MS_PER_MINUTE;

export default async function DowntimePage() {
  const session = await requirePermission("downtime-report:read");
  const units = await asActor(session, (db) => unitsById(db, session.unitIds));
  const report = await newestDowntimeReport();

  return (
    <section aria-labelledby="downtime" className={classes.page}>
      <h1 id="downtime" className={classes.title}>
        Downtime report
      </h1>
      <p className={classes.about}>
        Who lies where, the latest signs, scores and open alerts, made every 15 minutes and kept as
        files outside the database: for the day nothing else is there. Open a unit and print it with
        the browser.
      </p>
      <Stamp madeAt={report?.madeAt} now={new Date()} />
      {units.length === 0 ? (
        <p>You are not assigned to a unit. A system administrator can assign you to one.</p>
      ) : (
        report && (
          <ul className={classes.units}>
            {units.map(({ unitId, code, name }) => (
              <li key={unitId}>
                <a
                  href={`/downtime/${encodeURIComponent(code)}`}
                  target="_blank"
                  rel="noreferrer"
                  className={classes.unit}
                >
                  <span className={classes.name}>{name}</span>
                  <span className={classes.code}>{code}</span>
                  <IconExternalLink size={18} role="img" aria-label="opens in a new tab" />
                </a>
              </li>
            ))}
          </ul>
        )
      )}
    </section>
  );
}

function Stamp({ madeAt, now }: Readonly<{ madeAt: Date | undefined; now: Date }>) {
  if (madeAt && now.getTime() - madeAt.getTime() <= OVERDUE_MS)
    return (
      <p className={classes.stamp}>
        Last made {hospitalTime().dateAndClock(madeAt)}, {ago(madeAt, now)}.
      </p>
    );
  return (
    <Alert color="red" icon={<IconAlertTriangle />} mb="md">
      {madeAt
        ? `The last one is of ${hospitalTime().dateAndClock(madeAt)}, ${ago(madeAt, now)}. It is not renewed any more: tell whoever runs the system.`
        : "There is no report. It is made at every start of the system and every 15 minutes: tell whoever runs the system."}
    </Alert>
  );
}
