"use client";

import { Button, Group, Modal, Text } from "@mantine/core";

interface Props {
  title: string;
  consequence: string;
  confirmLabel: string;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function ConfirmDialog({
  title,
  consequence,
  confirmLabel,
  isBusy,
  onConfirm,
  onClose,
}: Readonly<Props>) {
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false}>
      <Text>{consequence}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="var(--wc-high-solid)" onClick={onConfirm} loading={isBusy}>
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  );
}
