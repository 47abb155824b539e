"use client";

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";

/** Says what was done, and for a while offers to take it back. */
export function showUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: 12_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
