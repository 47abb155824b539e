"use client";

import { Button, Loader } from "@mantine/core";
import type { RosterId } from "#models/rostering/roster-ids";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { useLive } from "@/_components/live/live-provider";
import { LinkButton } from "@/_components/ui/link-button";
import { PlannerView } from "./planner-view";
import classes from "./planner-view.module.css";
import { PlannerContext } from "./use-planner";
import { useRoster } from "./use-roster";

interface Props {
  rosterId: RosterId;
  /** As the page read it: shown until the whole has come. */
  name: string;
  /** The day that is looked at first, `2026-11-30`; else today. */
  on: string | undefined;
}

/** One roster, live. */
export function PlannerPage({ rosterId, name, on }: Readonly<Props>) {
  const { client } = useLive();
  const opened = useRoster(rosterId);
  if (opened.state === "open")
    return (
      <PlannerContext value={opened.planner}>
        <PlannerView on={on} />
      </PlannerContext>
    );
  return (
    <>
      <DegradedBanner />
      <h1 className={classes.title}>{name}</h1>
      {opened.state === "opening" ? (
        <div className={classes.opening} role="status">
          <Loader size="sm" aria-hidden="true" /> Opening the roster
        </div>
      ) : (
        <div className={classes.opening} role="alert">
          <p>
            {opened.code === "not-found"
              ? "The roster is gone: somebody has discarded it."
              : "The roster cannot be opened with your account any more. Ask whoever keeps the accounts."}
          </p>
          <Button onClick={() => client.rosters.again(rosterId)}>Try again</Button>
          <LinkButton href="/roster" variant="default">
            All rosters
          </LinkButton>
        </div>
      )}
    </>
  );
}
