"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

interface Props {
  title: string;
  confirmLabel: string;
  /** Nothing is chosen yet that could be sent. */
  isIncomplete?: boolean;
  /** The safe answer has the focus instead. */
  isDoubtful?: boolean;
  /** It is being done: its button waits. */
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A question before a command: Enter gives it, Escape does not. The first choice has the focus. */
export function DialogFrame(props: Readonly<Props>) {
  const { title, confirmLabel, isIncomplete = false, isDoubtful, isBusy = false } = props;
  const { onConfirm, onClose } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isIncomplete) onConfirm();
  };
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false} returnFocus={false}>
      <form onSubmit={submit}>
        <Stack gap="md">{props.children}</Stack>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose} data-autofocus={isDoubtful || undefined}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={isIncomplete}
            loading={isBusy}
            data-autofocus={isDoubtful === false || undefined}
          >
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
