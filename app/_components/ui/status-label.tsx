import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconLock,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./status-label.module.css";

const ICONS = {
  well: IconCircleCheck,
  failed: IconAlertTriangle,
  warned: IconLock,
  due: IconClock,
  off: IconBan,
  unknown: IconHelpCircle,
} as const;

export type StatusTone = keyof typeof ICONS;

/** A state in words, with a shape and a colour that say the same. */
export function StatusLabel({
  tone,
  children,
}: Readonly<{ tone: StatusTone; children: ReactNode }>) {
  const Icon = ICONS[tone];
  return (
    <span className={classes.label} data-tone={tone}>
      <Icon size={16} stroke={1.9} aria-hidden="true" />
      {children}
    </span>
  );
}
