"use client";

import { notifications } from "@mantine/notifications";
import { useCallback, useState } from "react";
import type { MyShifts, MyShiftsCommand, MyShiftsDone } from "#models/realtime/my-shifts";
import { useLive } from "@/_components/live/live-provider";
import { useOwnReading } from "@/_components/live/use-own-reading";
import { sayNotDone } from "@/_components/ui/say-not-done";

export interface MyShiftsWork {
  /** Undefined before the first answer. */
  mine: MyShifts | undefined;
  /** The last reading failed: what is shown may be old. */
  isFailed: boolean;
  /** What is being done; its button waits. */
  busy: MyShiftsCommand["type"] | undefined;
  /** Does it and says what came of it; undefined when it was not done. */
  act: (command: MyShiftsCommand, done?: string) => Promise<MyShiftsDone | undefined>;
  say: (message: string) => void;
  reread: () => void;
}

/** The person's own work, read again whenever something of it changed. */
export function useMyShifts(): MyShiftsWork {
  const { myShifts } = useLive().client;
  const { read: mine, isFailed, reread, take } = useOwnReading(myShifts.read);
  const [busy, setBusy] = useState<MyShiftsCommand["type"]>();

  const act = useCallback(
    async (command: MyShiftsCommand, done?: string) => {
      setBusy(command.type);
      const answer = await myShifts.act(command);
      setBusy(undefined);
      if (!answer.ok) {
        const { code, says } = { says: undefined, ...answer.error };
        sayNotDone(says ?? FAILURES[code] ?? FAILURES.unavailable);
        reread();
        return undefined;
      }
      take(answer.value.mine);
      if (done) say(done);
      return answer.value;
    },
    [myShifts, reread, take],
  );

  return { mine, isFailed, busy, act, say, reread };
}

const say = (message: string): void => {
  notifications.show({ message, withBorder: true });
};

const FAILURES: Partial<Record<string, string>> & { unavailable: string } = {
  unavailable: "The server did not answer. Check the connection and try again.",
  forbidden: "You may not do that.",
  "not-found": "It is not there any more.",
  "invalid-input": "Something is missing or cannot be right. Check what you entered.",
};
