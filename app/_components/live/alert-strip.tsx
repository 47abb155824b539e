"use client";

import { VisuallyHidden } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { describePhaseBriefly } from "../alerts/alert-progress";
import { useAlertCentre } from "../alerts/use-alert-centre";
import { useHospitalTime } from "../ui/hospital-time";
import { AcknowledgeButton } from "./acknowledge-button";
import { formatAge } from "./age";
import type { AlertOnWire } from "./alert-ledger";
import { describeReason, isUnanswered, PRIORITY_MARKS } from "./alert-view";
import classes from "./alert-strip.module.css";
import { useAtNow } from "./use-live";

/** The most urgent alert of a bed: priority in mark, word and colour, its answer, and the way to the others. */
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
        <AcknowledgeButton alert={alert} label={`bed ${bedLabel}, ${reason}`} />
      )}
      {canAcknowledge && <MoreButton alert={alert} label={`bed ${bedLabel}, ${reason}`} />}
    </div>
  );
}

function MoreButton({ alert, label }: Readonly<{ alert: AlertOnWire; label: string }>) {
  const { open } = useAlertCentre();
  return (
    <button
      type="button"
      className={classes.more}
      aria-label={`More to do: ${label}`}
      aria-haspopup="dialog"
      onClick={() => open(alert.alertId)}
    >
      <IconDots size={18} aria-hidden="true" />
    </button>
  );
}

function AlertAge({ alert }: Readonly<{ alert: AlertOnWire }>) {
  const time = useHospitalTime();
  const phase = describePhaseBriefly(alert, time);
  const since = Date.parse(alert.inHandAt ?? alert.acknowledgedAt ?? alert.raisedAt);
  const age = useAtNow((now) => formatAge(now - since));
  return (
    <span className={classes.age}>
      {alert.phase === "snoozed" ? phase : [phase, age].filter(Boolean).join(", ")}
    </span>
  );
}
