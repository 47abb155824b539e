"use client";

import { useState } from "react";
import type { AlertId } from "#models/shared/ids";
import { useAlertAnswer } from "../alerts/use-alert-answer";
import classes from "./alert-strip.module.css";
import { useConnection } from "./use-live";

/** Acknowledges, and says when it did not. */
export function useAcknowledge(): (alertId: AlertId) => Promise<void> {
  const answer = useAlertAnswer();
  return async (alertId) => {
    await answer(alertId, { type: "acknowledge" });
  };
}

const ACKNOWLEDGE = (
  <>
    Ack<span className={classes.long}>nowledge</span>
  </>
);

export function AcknowledgeButton({
  alertId,
  label,
}: Readonly<{ alertId: AlertId; label: string }>) {
  const acknowledge = useAcknowledge();
  const [isPending, setPending] = useState(false);
  const isAway = useConnection().state !== "live";

  const onClick = async () => {
    setPending(true);
    await acknowledge(alertId);
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
