"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { TechnicalAlarmId } from "#models/shared/ids";
import { useLive } from "./live-provider";
import { useConnection } from "./use-live";

const REFUSALS: Readonly<Record<string, string>> = {
  forbidden: "You may not answer technical alarms of this unit.",
  "not-found": "This technical alarm no longer exists.",
  conflict: "This technical alarm has already ended.",
};
const NOT_STORED = "Not noted: the server did not answer. Try again.";

/** Says that somebody looks after it, so that the next who comes by need not. It ends by itself. */
export function SeenButton({
  technicalAlarmId,
  label,
}: Readonly<{ technicalAlarmId: TechnicalAlarmId; label: string }>) {
  const { client } = useLive();
  const [isPending, setPending] = useState(false);
  const isAway = useConnection().state !== "live";

  const onClick = async () => {
    setPending(true);
    const answer = await client.seeTechnicalAlarm(technicalAlarmId);
    setPending(false);
    if (answer.ok) return;
    notifications.show({ color: "red", message: REFUSALS[answer.error.code] ?? NOT_STORED });
  };

  return (
    <Button
      size="compact-md"
      variant="default"
      loading={isPending}
      disabled={isAway}
      aria-label={`Seen: ${label}`}
      title={isAway ? "Not possible while the connection is away" : "I look after it"}
      onClick={() => void onClick()}
    >
      Seen
    </Button>
  );
}
