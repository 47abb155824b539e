"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { ActionResult } from "@/_lib/action-result";

/**
 * Runs server actions one at a time and says when one is refused or lost. Answers the value, or undefined
 * when there is none to go on with.
 */
export function useAction() {
  const [isBusy, setBusy] = useState(false);

  const run = async <T>(
    call: () => Promise<ActionResult<T>>,
  ): Promise<{ value: T } | undefined> => {
    setBusy(true);
    try {
      const answer = await call();
      if (answer.ok) return { value: answer.value };
      // Signed out meanwhile: the page itself knows the way to the sign-in and back.
      if (answer.error.code === "unauthenticated") window.location.reload();
      complain(answer.error.message);
    } catch {
      complain(
        "The system did not answer. Nothing may have been changed; look before you try again.",
      );
    } finally {
      setBusy(false);
    }
    return undefined;
  };

  return { isBusy, run };
}

const complain = (message: string) =>
  notifications.show({ title: "Not done", message, color: "red", autoClose: 10_000 });
