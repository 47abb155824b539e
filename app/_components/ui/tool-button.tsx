"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

interface Props {
  /** What it does: its name for somebody who hears the page. */
  label: string;
  /** The key that does the same, told beside the label. */
  shortcut?: string;
  icon: Icon;
  onClick: () => void;
  /** Of one that stays pressed. */
  isPressed?: boolean;
  className?: string | undefined;
}

/** A tool of a board's toolbar: a sign, and its words when somebody points at it. */
export const ToolButton = ({
  label,
  shortcut,
  icon: Sign,
  onClick,
  isPressed,
  className,
}: Readonly<Props>) => (
  <Tooltip label={shortcut ? `${label} (${shortcut})` : label}>
    <ActionIcon
      className={className ?? ""}
      variant="default"
      size="lg"
      aria-label={label}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <Sign size={19} />
    </ActionIcon>
  </Tooltip>
);
