"use client";

import { VisuallyHidden } from "@mantine/core";
import type { LiveRisk } from "#models/realtime/board";
import { isTooYoungToScore } from "#models/vitals/early-warning-score";
import { formatRisk, formatRiskLevel } from "@/_components/live/risk-view";
import { viewContributions } from "./contribution-view";
import classes from "./contributions.module.css";
import { Nothing, Section } from "./section";

/** Why the risk is what it is: what raises it to the right, what lowers it to the left. */
export function Contributions({
  risk,
  age,
}: Readonly<{ risk: LiveRisk | undefined; age: number | undefined }>) {
  if (isTooYoungToScore(age))
    return (
      <Section title="Why this risk">
        <Nothing>No risk is predicted: the model was trained on adults.</Nothing>
      </Section>
    );
  if (!risk)
    return (
      <Section title="Why this risk">
        <Nothing>No risk has been predicted yet.</Nothing>
      </Section>
    );

  return (
    <Section title="Why this risk">
      <p className={classes.lead}>
        {formatRisk(risk.risk)}, alert from {formatRisk(risk.threshold)} ({formatRiskLevel(risk)}).
        Model {risk.modelVersion}.
      </p>
      <ul className={classes.list}>
        {viewContributions(risk.contributions).map(({ label, direction, share }) => (
          <li key={label} className={classes.row}>
            <span>{label}</span>
            <span className={classes.track} data-direction={direction} aria-hidden="true">
              <span className={classes.bar} style={{ width: `${share * 50}%` }} />
            </span>
            <span className={classes.direction}>
              {direction === "raises" ? "▲" : "▼"} {direction}
              <VisuallyHidden> the risk</VisuallyHidden>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
