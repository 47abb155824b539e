"use client";

import { VisuallyHidden } from "@mantine/core";
import { AcknowledgeButton } from "./acknowledge-button";
import { formatAge } from "./age";
import type { AlertOnWire } from "./alert-ledger";
import { describeReason, isUnanswered, PRIORITY_MARKS } from "./alert-view";
import classes from "./alert-strip.module.css";
import { useAtNow } from "./use-live";

/** The most urgent alert of a bed: priority in mark, word and colour, and its answer. */
export function AlertStrip({
  alert,
  others,
  bedLabel,
  canAcknowledge,
}: Readonly<{ alert: AlertOnWire; others: number; bedLabel: string; canAcknowledge: boolean }>) {
  const { mark, words } = PRIORITY_MARKS[alert.priority];
  const reason = describeReason(alert);
  const isOpen = isUnanswered(alert);

  return (
    <div
      className={classes.strip}
      data-priority={alert.priority}
      data-unanswered={isOpen}
      data-alert-shown={alert.alertId}
    >
      <span className={classes.text}>
        <span className={classes.mark} aria-hidden="true">
          {mark}
        </span>
        <VisuallyHidden>{words} priority alert: </VisuallyHidden>
        <span className={classes.reason}>
          {reason}
          {others > 0 && ` +${others}`}
        </span>
        <AlertAge alert={alert} />
      </span>
      {isOpen && canAcknowledge && (
        <AcknowledgeButton alertId={alert.alertId} label={`bed ${bedLabel}, ${reason}`} />
      )}
    </div>
  );
}

function AlertAge({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const since = Date.parse(alert.acknowledgedAt ?? alert.raisedAt);
  const age = useAtNow((now) => formatAge(now - since));
  const by = alert.acknowledgedBy ? `✓ ${alert.acknowledgedBy}, ` : "";
  return (
    <span className={classes.age}>
      {by}
      {age}
    </span>
  );
}
