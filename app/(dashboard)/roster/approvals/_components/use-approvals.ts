"use client";

import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useState } from "react";
import type { ApprovalCommand, Approvals } from "#models/realtime/my-shifts";
import { useLive } from "@/_components/live/live-provider";

export interface ApprovalWork {
  /** Undefined before the first answer. */
  approvals: Approvals | undefined;
  /** The last reading failed: what is shown may be old. */
  isFailed: boolean;
  isBusy: boolean;
  /** Decides and says what came of it; true when it was done. */
  decide: (command: ApprovalCommand, done: string) => Promise<boolean>;
  reread: () => void;
}

/** What waits to be approved, read again whenever something of it changed. */
export function useApprovals(): ApprovalWork {
  const { myShifts } = useLive().client;
  const [approvals, setApprovals] = useState<Approvals>();
  const [isFailed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const reread = useCallback(() => {
    void myShifts.readApprovals().then((answer) => {
      setFailed(!answer.ok);
      // Answers that overtake each other: the newest reading counts.
      if (answer.ok) setApprovals((known) => newer(known, answer.value));
    });
  }, [myShifts]);
  useEffect(() => myShifts.listen({ onChanged: reread }), [myShifts, reread]);

  const decide = useCallback(
    async (command: ApprovalCommand, done: string) => {
      setBusy(true);
      const answer = await myShifts.decide(command);
      setBusy(false);
      if (answer.ok) {
        setApprovals((known) => newer(known, answer.value));
        notifications.show({ message: done, withBorder: true });
        return true;
      }
      const { code, says } = answer.error;
      const message = says ?? (code === "forbidden" ? NOT_YOURS : NO_ANSWER);
      notifications.show({ title: "Not done", message, color: "red", autoClose: 20_000 });
      reread();
      return false;
    },
    [myShifts, reread],
  );

  return { approvals, isFailed, isBusy, decide, reread };
}

const newer = (known: Approvals | undefined, read: Approvals): Approvals =>
  known && known.sentAt > read.sentAt ? known : read;

const NOT_YOURS = "Somebody else has to decide this.";
const NO_ANSWER = "The server did not answer. Check the connection and try again.";
