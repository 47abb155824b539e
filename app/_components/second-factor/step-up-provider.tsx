"use client";

import { Modal, Text } from "@mantine/core";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { STEP_UP_MINUTES } from "#models/access/step-up";
import { StepUpContext } from "./step-up-context";
import { StepUpForm } from "./step-up-form";

/** Stands around the pages, to ask for a second factor in a dialog when something needs a fresh one. */
export function StepUpProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [isAsking, setAsking] = useState(false);
  const waiting = useRef<((isShown: boolean) => void)[]>([]);

  const ask = useCallback(
    () =>
      new Promise<boolean>((settle) => {
        waiting.current.push(settle);
        setAsking(true);
      }),
    [],
  );

  const finish = (isShown: boolean) => {
    setAsking(false);
    for (const settle of waiting.current.splice(0)) settle(isShown);
  };

  return (
    <StepUpContext value={ask}>
      {children}
      <Modal
        opened={isAsking}
        onClose={() => finish(false)}
        title="Confirm that it is you"
        closeOnClickOutside={false}
        // Above the dialog whose button asked.
        zIndex={300}
      >
        <Text size="sm" c="dimmed" mb="md">
          What you are about to do needs a second factor of the last {STEP_UP_MINUTES} minutes.
        </Text>
        <StepUpForm onShown={() => finish(true)} />
      </Modal>
    </StepUpContext>
  );
}
