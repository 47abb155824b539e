"use client";

import { Button, Switch } from "@mantine/core";
import type { RosterProposal } from "#models/realtime/roster";
import classes from "./bars.module.css";
import { signed, whole } from "./numbers";
import { distanceInWords } from "./solver-words";
import { usePlanner } from "./use-planner";

interface Props {
  proposal: RosterProposal;
  differences: number;
  isShown: boolean;
  show: (isShown: boolean) => void;
  /** Absent for somebody who may only look. */
  take: (() => void) | undefined;
  discard: (() => void) | undefined;
}

/** What the solver found, before anybody has taken it. */
export function ProposalBar(props: Readonly<Props>) {
  const { proposal, differences, isShown, show, take, discard } = props;
  const now = usePlanner((view) => view.score?.points);
  const { score, hardViolations } = proposal;
  const isProved = usePlanner(
    ({ state: { job } }) => job?.jobId === proposal.jobId && job.isProved,
  );
  const distance = distanceInWords({ ...proposal, isProved });
  return (
    <section className={classes.bar} data-tone="proposal" aria-label="Proposal">
      <p>
        <strong>Proposal of the solver: {whole(score)} points</strong>
        {now !== undefined && ` (${signed(score - now)} against now)`}
        {distance !== undefined && `, ${distance}`}, {differences}{" "}
        {differences === 1 ? "square" : "squares"} otherwise than now
        {hardViolations > 0 && `, ${hardViolations} hard rules broken`}.
      </p>
      <Switch
        label="Show in the grid"
        checked={isShown}
        onChange={(event) => show(event.currentTarget.checked)}
      />
      {discard && (
        <Button size="compact-sm" variant="default" onClick={discard}>
          Discard
        </Button>
      )}
      {take && (
        <Button size="compact-sm" onClick={take}>
          Apply
        </Button>
      )}
    </section>
  );
}
