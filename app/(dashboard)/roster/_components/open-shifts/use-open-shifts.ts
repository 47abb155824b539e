"use client";

import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useState } from "react";
import type {
  OpenShiftOnWire,
  SickCallCommand,
  SickCallConflict,
  SickCallDone,
} from "#models/realtime/sick-calls";
import { useLive } from "@/_components/live/live-provider";
import { sayNotDone } from "@/_components/ui/say-not-done";

/** Shifts that somebody left as the server tells of them, in order of time; undefined until it has. */
export function useOpenShifts(): readonly OpenShiftOnWire[] | undefined {
  const { client } = useLive();
  const [shifts, setShifts] = useState<readonly OpenShiftOnWire[]>();
  useEffect(
    () =>
      client.sickCalls.watchOpenShifts({
        onAll: setShifts,
        onChanged: (changed) =>
          setShifts((known) =>
            known?.some(({ openShiftId }) => openShiftId === changed.openShiftId)
              ? known.map((each) => (each.openShiftId === changed.openShiftId ? changed : each))
              : [...(known ?? []), changed].toSorted((a, b) => a.startsAt - b.startsAt),
          ),
      }),
    [client],
  );
  return shifts;
}

export interface SickCallWork {
  /** What is being done; its button waits. */
  busy: SickCallCommand["type"] | undefined;
  /** Does it and says what came of it; undefined when it was not done. */
  act: (command: SickCallCommand, done: string) => Promise<SickCallDone | undefined>;
  /** Why the last was not done, where the shifts or the call stood against it. */
  conflict: SickCallConflict | undefined;
}

export function useSickCallWork(): SickCallWork {
  const { client } = useLive();
  const [busy, setBusy] = useState<SickCallCommand["type"]>();
  const [conflict, setConflict] = useState<SickCallConflict>();
  const act = useCallback<SickCallWork["act"]>(
    async (command, done) => {
      setBusy(command.type);
      const answer = await client.sickCalls.act(command);
      setBusy(undefined);
      const against =
        answer.ok || !("conflict" in answer.error) ? undefined : answer.error.conflict;
      setConflict(against);
      if (answer.ok) {
        notifications.show({ message: answer.value.says ?? done, withBorder: true });
        return answer.value;
      }
      // A call that is known already is told of where it was reported, with what can be done about it.
      if (against?.sickCallId === undefined) complainOfSickCall(answer.error);
      return undefined;
    },
    [client],
  );
  return { busy, act, conflict };
}

export function complainOfSickCall({ code, message }: { code: string; message?: string }): void {
  sayNotDone(message ?? FAILURES[code] ?? "It was not done. Load the page again and try again.");
}

const FAILURES: Partial<Record<string, string>> = {
  unavailable: "The server did not answer. Look at what is stored, and try again.",
  forbidden: "Your account may not do that for this unit.",
  "not-found": "It is not there any more. Load the page again.",
};
