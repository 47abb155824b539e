"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { AlertId } from "#models/shared/ids";
import classes from "./alert-strip.module.css";
import { useLive } from "./live-provider";
import { useConnection } from "./use-live";

const REFUSALS: Readonly<Record<string, string>> = {
  forbidden: "You may not acknowledge alerts of this unit.",
  "not-found": "This alert no longer exists.",
  conflict: "This alert has already ended.",
};
const NOT_STORED = "Not acknowledged: the server did not answer. Try again.";

/** Acknowledges, and says when it did not: an acknowledgement that is only on this screen is none. */
export function useAcknowledge(): (alertId: AlertId) => Promise<void> {
  const { client } = useLive();
  return async (alertId) => {
    const answer = await client.answer(alertId, { type: "acknowledge" });
    if (answer.ok) return;
    notifications.show({ color: "red", message: REFUSALS[answer.error.code] ?? NOT_STORED });
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
