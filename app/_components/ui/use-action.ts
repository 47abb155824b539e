"use client";

import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { ActionResult } from "@/_lib/action-result";
import { useStepUp } from "../second-factor/step-up-context";

/**
 * Runs server actions one at a time and says when one is refused or lost. One that needs a fresh second
 * factor asks for it and is run again. Answers the value, or undefined when there is none to go on with.
 */
export function useAction() {
  const [isBusy, setBusy] = useState(false);
  const stepUp = useStepUp();

  const run = async <T>(
    call: () => Promise<ActionResult<T>>,
  ): Promise<{ value: T } | undefined> => {
    setBusy(true);
    try {
      let answer = await call();
      if (!answer.ok && answer.error.code === "step-up-required") {
        if (!(await stepUp())) return undefined;
        answer = await call();
      }
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
