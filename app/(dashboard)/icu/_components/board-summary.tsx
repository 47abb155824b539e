"use client";

import { IconTool } from "@tabler/icons-react";
import Link from "next/link";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { describeTechnical } from "#models/alerts/technical-words";
import type { AcuityCounts } from "#models/acuity/unit-acuity";
import type { UnitKind } from "#models/encounters/demographics";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { countAlerts, PRIORITY_MARKS } from "@/_components/live/alert-view";
import { formatAge } from "@/_components/live/age";
import { BandMark } from "@/_components/live/band-mark";
import type { UnitSummary } from "@/_components/live/bed-order";
import { BAND_WORDS, type ScoreBand } from "@/_components/live/bed-view";
import { useAtNow } from "@/_components/live/use-live";
import classes from "./board-summary.module.css";
import { UnitAcuity } from "./unit-acuity";

const BANDS: readonly ScoreBand[] = [
  "high",
  "medium",
  "single-three",
  "low",
  "zero",
  "incomplete",
  "unknown",
];

interface Props {
  summary: UnitSummary;
  alerts: readonly AlertOnWire[];
  /** Of the unit and of its beds. */
  technical: readonly TechnicalAlarm[];
  /** Whether the unit has told its alerts since the page came: until then "none" is not known. */
  areAlertsKnown: boolean;
  acuity: { counts: AcuityCounts; unitKind: UnitKind };
}

/** The unit in one line: how many, how ill, how much work, what does not work, what waits. */
export function BoardSummary(props: Readonly<Props>) {
  const { summary, alerts, technical, areAlertsKnown, acuity } = props;
  return (
    <section aria-label="Unit summary" className={classes.strip}>
      <p className={classes.patients}>
        <strong>{summary.patients}</strong> of {summary.beds} beds
      </p>
      <ul className={classes.bands} aria-label="Patients by NEWS2">
        {BANDS.filter((band) => summary.bands[band] > 0).map((band) => (
          <li key={band} data-band={band}>
            <BandMark band={band} size={11} />
            <strong>{summary.bands[band]}</strong> {BAND_WORDS[band].toLowerCase()}
          </li>
        ))}
        {summary.stale > 0 && (
          <li data-band="stale">
            <strong>{summary.stale}</strong> stale
          </li>
        )}
      </ul>
      {summary.patients > 0 && <UnitAcuity {...acuity} />}
      <TechnicalSummary alarms={technical} />
      <AlertSummary alerts={alerts} isKnown={areAlertsKnown} />
    </section>
  );
}

/** Never among the alerts: it says nothing of a patient. What concerns the whole unit is named. */
function TechnicalSummary({ alarms }: Readonly<{ alarms: readonly TechnicalAlarm[] }>) {
  if (alarms.length === 0) return null;
  const ofUnit = alarms.filter(({ bed }) => !bed).map((alarm) => describeTechnical(alarm).short);
  return (
    <Link className={classes.technical} href="/alerts#technical">
      <IconTool size={14} aria-hidden="true" />
      <span>
        <strong>{alarms.length}</strong> technical
        {ofUnit.length > 0 && `: ${ofUnit.join(", ")}`}
      </span>
    </Link>
  );
}

function AlertSummary({
  alerts,
  isKnown,
}: Readonly<{ alerts: readonly AlertOnWire[]; isKnown: boolean }>) {
  const { unanswered, acknowledged, highest, oldestRaisedAt } = countAlerts(alerts);
  const waiting = useAtNow((now) =>
    oldestRaisedAt === undefined ? "" : `, oldest ${formatAge(now - oldestRaisedAt)}`,
  );
  if (unanswered + acknowledged === 0)
    return <p className={classes.alerts}>{isKnown ? "No open alerts" : "Alerts not known yet"}</p>;

  return (
    <p className={classes.alerts} data-priority={highest}>
      {highest && <span aria-hidden="true">{PRIORITY_MARKS[highest].mark}</span>}
      <span>
        <strong>{unanswered}</strong> unanswered{waiting}
      </span>
      {acknowledged > 0 && <span className={classes.quiet}>{acknowledged} answered</span>}
    </p>
  );
}
