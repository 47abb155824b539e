"use client";

import type { ComponentPropsWithRef } from "react";
import classes from "./alert-actions.module.css";
import { ALERT_ACTIONS, type AlertAction } from "./alert-actions-view";
import type { AlertHandling } from "./use-alert-actions";

interface Props extends ComponentPropsWithRef<"button"> {
  handling: AlertHandling;
  action: AlertAction;
  label: string;
}

/** One action of one alert; what a menu needs of its target is passed through. */
export function ActionButton({ handling, action, label, className, ...rest }: Readonly<Props>) {
  const { label: words, key } = ALERT_ACTIONS[action];
  return (
    <button
      type="button"
      className={[classes.action, className].filter(Boolean).join(" ")}
      data-next={handling.actions[0] === action}
      disabled={handling.isBlocked}
      title={`${words} (${key})`}
      onClick={() => handling.press(action)}
      {...rest}
      aria-label={`${words}: ${label}`}
      aria-keyshortcuts={key}
    >
      {words}
    </button>
  );
}
