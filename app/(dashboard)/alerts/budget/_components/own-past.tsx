"use client";

import { Button, Progress } from "@mantine/core";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import classes from "./own-past.module.css";
import type { ReplayState } from "./use-unit-replay";

interface Props {
  replay: ReplayState;
  onStart: () => void;
  onCancel: () => void;
}

const PROBLEMS: Partial<Record<ReplayState["state"], string>> = {
  busy: "Other units are being replayed just now. Try again in a minute.",
  failed:
    "The unit's past could not be replayed to its end. Try again; what is shown is of recorded patients.",
};

/** Asks for the unit's own past, and shows how far it is. */
export function OwnPast({ replay, onStart, onCancel }: Readonly<Props>) {
  if (replay.state === "running") return <Running {...replay} onCancel={onCancel} />;
  const isEmpty = replay.state === "done" && replay.replay.patients === 0;
  return (
    <div className={classes.past}>
      <ProblemAlert problem={PROBLEMS[replay.state]} />
      {isEmpty && (
        <p className={classes.empty} role="status">
          Nobody was assessed in this unit in the last 30 days: there is nothing to replay.
        </p>
      )}
      <Button variant="default" onClick={onStart}>
        {replay.state === "done" ? "Replay again" : "Replay this unit’s last 30 days"}
      </Button>
    </div>
  );
}

function Running({
  done,
  of,
  onCancel,
}: Readonly<{ done: number; of: number; onCancel: () => void }>) {
  return (
    <div className={classes.running}>
      <Progress.Root className={classes.bar} size="lg">
        <Progress.Section
          value={of === 0 ? 0 : (done / of) * 100}
          aria-label="Replaying this unit’s last 30 days"
        />
      </Progress.Root>
      <span className={classes.counted}>
        {of === 0 ? "Looking who was here" : `Patient ${done + 1} of ${of}`}
      </span>
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
