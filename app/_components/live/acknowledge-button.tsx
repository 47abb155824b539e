"use client";

import { useState } from "react";
import { useAlertAnswer } from "../alerts/use-alert-answer";
import classes from "./alert-strip.module.css";
import type { SeenAlert } from "./live-client";
import { useConnection } from "./use-live";

/** Acknowledges, and says when it did not. */
export function useAcknowledge(): (alert: SeenAlert) => Promise<void> {
  const answer = useAlertAnswer();
  return async (alert) => {
    await answer(alert, { type: "acknowledge" });
  };
}

const ACKNOWLEDGE = (
  <>
    Ack<span className={classes.long}>nowledge</span>
  </>
);

export function AcknowledgeButton({ alert, label }: Readonly<{ alert: SeenAlert; label: string }>) {
  const acknowledge = useAcknowledge();
  const [isPending, setPending] = useState(false);
  const isAway = useConnection().state !== "live";

  const onClick = async () => {
    setPending(true);
    await acknowledge(alert);
    setPending(false);
  };

  return (
    <button
      type="button"
      className={classes.acknowledge}
      aria-label={`Acknowledge: ${label}`}
      title={isAway ? "Not possible while the connection is away" : "Acknowledge (a)"}
      disabled={isPending || isAway}
      onClick={() => void onClick()}
    >
      {isPending ? "…" : ACKNOWLEDGE}
    </button>
  );
}
