"use client";

import { Menu } from "@mantine/core";
import { Disposition, DISPOSITIONS } from "#models/alerts/disposition";
import { ActionButton } from "./action-button";
import type { AlertHandling } from "./use-alert-actions";

/** Two taps: that it is over, and what was found. */
export function ResolveMenu({
  handling,
  label,
}: Readonly<{ handling: AlertHandling; label: string }>) {
  const { question, ask, give } = handling;

  return (
    <Menu
      opened={question === "resolve"}
      onChange={(isOpen) => ask(isOpen ? "resolve" : undefined)}
      position="bottom-end"
      withinPortal
    >
      <Menu.Target>
        <ActionButton
          handling={handling}
          action="resolve"
          label={label}
          onClick={() => undefined}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What was found at the bedside</Menu.Label>
        {Disposition.options.map((disposition) => (
          <Menu.Item key={disposition} onClick={() => give({ type: "resolve", disposition })}>
            {DISPOSITIONS[disposition].title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
