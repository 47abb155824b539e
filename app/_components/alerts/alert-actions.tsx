"use client";

import { ActionButton } from "./action-button";
import classes from "./alert-actions.module.css";
import { EscalateDialog } from "./escalate-dialog";
import { ResolveMenu } from "./resolve-menu";
import { SnoozePanel } from "./snooze-panel";
import type { AlertHandling } from "./use-alert-actions";

/** How an action is asked for, where a press alone is not enough. */
const ASKING = { resolve: ResolveMenu, snooze: SnoozePanel } as const;

interface Props {
  handling: AlertHandling;
  /** Which alert, for somebody who hears a button alone. */
  label: string;
}

/** What can be done about one alert, the next step first. */
export function AlertActions({ handling, label }: Readonly<Props>) {
  const { actions, question, ask } = handling;
  if (actions.length === 0) return null;

  return (
    <div className={classes.actions}>
      {actions.map((action) => {
        if (action !== "resolve" && action !== "snooze")
          return <ActionButton key={action} handling={handling} action={action} label={label} />;
        const Asking = ASKING[action];
        return <Asking key={action} handling={handling} label={label} />;
      })}
      {question === "escalate" && (
        <EscalateDialog handling={handling} close={() => ask(undefined)} />
      )}
    </div>
  );
}
