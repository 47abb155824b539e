import { VisuallyHidden } from "@mantine/core";
import type { AlertOnWire } from "./alert-ledger";
import classes from "./alert-mark.module.css";
import { isOpen, isUnanswered, PRIORITY_MARKS } from "./alert-view";

/** Priority by mark, colour and word; filled while it waits for an answer, hollow after. */
export function AlertMark({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const { mark, words } = PRIORITY_MARKS[alert.priority];
  return (
    <span
      className={classes.mark}
      data-priority={alert.priority}
      data-state={isUnanswered(alert) ? "unanswered" : isOpen(alert) ? "acknowledged" : "ended"}
    >
      <span aria-hidden="true">{mark}</span>
      <span className={classes.words}>{words}</span>
      <VisuallyHidden> priority</VisuallyHidden>
    </span>
  );
}
