"use client";

import type { ReportFinding } from "#models/respiratory-report/check-report";
import { StatusLabel } from "@/_components/ui/status-label";
import classes from "./report-form.module.css";

interface Props {
  findings: readonly ReportFinding[];
  /** False while something that was typed is no figure. */
  isReadable: boolean;
}

/** What is to be put right before the report can be submitted, and what is only to be looked at. */
export function Findings({ findings, isReadable }: Readonly<Props>) {
  if (!isReadable)
    return (
      <p className={classes.findings}>
        <StatusLabel tone="failed">A figure is a whole number from 0 to 9999.</StatusLabel>
      </p>
    );
  if (findings.length === 0)
    return (
      <p className={classes.findings}>
        <StatusLabel tone="well">Everything is entered and fits together.</StatusLabel>
      </p>
    );
  return (
    <ul className={classes.findings} aria-label="To be put right or looked at">
      {findings.map(({ severity, message }) => (
        <li key={message}>
          <StatusLabel tone={severity === "error" ? "failed" : "due"}>
            {severity === "error" ? "Put right: " : "Look at: "}
            {message}
          </StatusLabel>
        </li>
      ))}
    </ul>
  );
}
