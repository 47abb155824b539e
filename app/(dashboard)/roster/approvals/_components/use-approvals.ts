"use client";

import { notifications } from "@mantine/notifications";
import { useCallback, useState } from "react";
import type { ApprovalCommand, Approvals } from "#models/realtime/my-shifts";
import { useLive } from "@/_components/live/live-provider";
import { useOwnReading } from "@/_components/live/use-own-reading";
import { sayNotDone } from "@/_components/ui/say-not-done";

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
  const { read: approvals, isFailed, reread, take } = useOwnReading(myShifts.readApprovals);
  const [isBusy, setBusy] = useState(false);

  const decide = useCallback(
    async (command: ApprovalCommand, done: string) => {
      setBusy(true);
      const answer = await myShifts.decide(command);
      setBusy(false);
      if (answer.ok) {
        take(answer.value);
        notifications.show({ message: done, withBorder: true });
        return true;
      }
      const { code, says } = { says: undefined, ...answer.error };
      sayNotDone(says ?? (code === "forbidden" ? NOT_YOURS : NO_ANSWER));
      reread();
      return false;
    },
    [myShifts, reread, take],
  );

  return { approvals, isFailed, isBusy, decide, reread };
}

const NOT_YOURS = "Somebody else has to decide this.";
const NO_ANSWER = "The server did not answer. Check the connection and try again.";
