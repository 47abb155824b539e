"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { LiveRisk } from "#models/realtime/board";
import { isTooYoungToScore } from "#models/vitals/early-warning-score";
import { formatRisk, formatRiskLevel } from "#models/deterioration/risk-words";
import { ContributionTable } from "./contribution-table";
import {
  cautionsOf,
  type ContributionView,
  formatInterval,
  viewContributions,
} from "./contribution-view";
import classes from "./contributions.module.css";
import { Nothing, Section } from "./section";

/** Why the risk is what it is: what raises it to the right, what lowers it to the left. */
export function Contributions({
  risk,
  age,
}: Readonly<{ risk: LiveRisk | undefined; age: number | undefined }>) {
  const [isTable, setTable] = useState(false);
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

  const interval = formatInterval(risk);
  const aside = (
    <Button
      size="compact-sm"
      variant="default"
      className={classes.toggle ?? ""}
      aria-pressed={isTable}
      onClick={() => setTable(!isTable)}
    >
      Table
    </Button>
  );
  return (
    <Section title="Why this risk" aside={aside}>
      {cautionsOf(risk).map((caution) => (
        <p key={caution} className={classes.caution} role="note">
          <IconAlertTriangle size={17} aria-hidden="true" />
          {caution}
        </p>
      ))}
      <p className={classes.lead}>
        <strong>{formatRisk(risk.risk)}</strong>
        {interval && ` (may be anywhere ${interval})`}
        {", "}alert from {formatRisk(risk.threshold)} ({formatRiskLevel(risk)}). What sets this
        patient apart from the average one:
      </p>
      {isTable ? (
        <ContributionTable reasons={risk.contributions} />
      ) : (
        <ul className={classes.list}>
          {viewContributions(risk.contributions).map((contribution) => (
            <Contribution key={contribution.label} {...contribution} />
          ))}
        </ul>
      )}
      <p className={classes.foot}>
        Model {risk.modelVersion}. It learnt what goes with sepsis, not what causes it.
      </p>
    </Section>
  );
}

function Contribution({ label, value, detail, direction, share }: Readonly<ContributionView>) {
  return (
    <li className={classes.row}>
      <span className={classes.words}>
        {label} {value && <strong className={classes.value}>{value}</strong>}
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
      <span className={classes.track} data-direction={direction} aria-hidden="true">
        <span className={classes.bar} style={{ width: `${share * 50}%` }} />
      </span>
      <span className={classes.direction}>
        {direction === "raises" ? "▲" : "▼"} {direction}
        <VisuallyHidden> the risk</VisuallyHidden>
      </span>
    </li>
  );
}
