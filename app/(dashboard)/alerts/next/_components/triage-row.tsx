"use client";

import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { AcknowledgeButton } from "@/_components/live/acknowledge-button";
import { AlertMark } from "@/_components/live/alert-mark";
import { isUnanswered } from "@/_components/live/alert-view";
import type { TriageEntry } from "./triage-view";
import classes from "./triage-queue.module.css";

interface Props {
  rank: number;
  entry: TriageEntry;
  /** Of the benefit of whoever is first. */
  share: number;
  unitCode: string;
  mayAcknowledge: boolean;
}

/** One patient by bed, never by name: the queue is read across a room. */
export function TriageRow({ rank, entry, share, unitCode, mayAcknowledge }: Readonly<Props>) {
  const { alert, bedLabel, bedId, encounterId, reason, score, band } = entry;
  return (
    <li className={classes.row} data-alert-shown={alert?.alertId}>
      <span className={classes.rank} aria-hidden="true">
        {rank}
      </span>
      <Link
        href={`/patients/${encounterId}`}
        className={classes.place}
        data-triage-link={bedId}
        aria-label={`${rank}: ${unitCode} bed ${bedLabel}. ${reason}`}
      >
        {unitCode} <strong>{bedLabel}</strong>
      </Link>
      <span className={classes.score} data-band={band}>
        <VisuallyHidden>NEWS2 </VisuallyHidden>
        {score ?? "–"}
      </span>
      <span className={classes.reason}>
        {reason}
        <span className={classes.meter} aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
        </span>
      </span>
      <span className={classes.alert}>{alert && <AlertMark alert={alert} />}</span>
      {alert && isUnanswered(alert) && mayAcknowledge && (
        <AcknowledgeButton alert={alert} label={`${unitCode} bed ${bedLabel}`} />
      )}
    </li>
  );
}
