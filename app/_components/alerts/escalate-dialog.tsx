"use client";

import { ESCALATION_TITLES } from "#models/alerts/escalation";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { nextRung } from "./alert-progress";
import type { AlertHandling } from "./use-alert-actions";

/** Says whom an escalation asks, and how to reach them: the last rungs are called, not signed in. */
export function EscalateDialog({
  handling,
  close,
}: Readonly<{ handling: AlertHandling; close: () => void }>) {
  const { alert, rules, isBlocked, give } = handling;
  const next = rules && nextRung(alert, rules);
  if (!next) return null;
  const who = ESCALATION_TITLES[next.role];
  const contact = next.contact ? ` Call them as well: ${next.contact}.` : "";

  return (
    <ConfirmDialog
      title={`Escalate to: ${who}?`}
      consequence={`Bed ${alert.bedLabel} asks anew, and is shown as escalated to everybody who watches the unit.${contact}`}
      confirmLabel="Escalate"
      isBusy={isBlocked}
      onConfirm={() => give({ type: "escalate" })}
      onClose={close}
    />
  );
}
