"use client";

import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { AlertPriority } from "#models/alerts/alert";
import type { AlertAnswer } from "#models/alerts/alert-answer";
import { DISPOSITIONS } from "#models/alerts/disposition";
import type { AlertOnWire } from "../live/alert-ledger";
import { useAtNow, useConnection } from "../live/use-live";
import { showUndo } from "../ui/undo-notice";
import {
  ALERT_ACTIONS,
  type AlertAction,
  actionsFor,
  isReopenable,
  minutesInWords,
} from "./alert-actions-view";
import type { AlertRules } from "./alert-rules";
import { useAlertAnswer } from "./use-alert-answer";
import { useAlertCentre } from "./use-alert-centre";

/** What asks before it is done: a reason, a finding, or whether it is meant. */
export type AlertQuestion = "resolve" | "snooze" | "escalate";

export interface AlertHandling {
  alert: AlertOnWire;
  rules: AlertRules | undefined;
  /** What may be done now, by this person. */
  actions: readonly AlertAction[];
  /** Nothing can be done while the connection is away, or the last is being done. */
  isBlocked: boolean;
  question: AlertQuestion | undefined;
  ask: (question: AlertQuestion | undefined) => void;
  press: (action: AlertAction) => void;
  give: (answer: AlertAnswer) => void;
  /** For the row: each action by its key. */
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One alert in a list: what can be done about it, by finger and by key. */
export function useAlertActions(alert: AlertOnWire): {
  handling: AlertHandling;
  /** For the row: it is given the focus back when what had it is gone. */
  rowRef: RefObject<HTMLLIElement | null>;
} {
  const { mayAnswer, rulesOf } = useAlertCentre();
  const answer = useAlertAnswer();
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<{ question: AlertQuestion; seen: AlertPriority }>();
  const rowRef = useRef<HTMLLIElement>(null);
  const isAway = useConnection().state !== "live";
  const rules = rulesOf(alert.unitId);
  const isBlocked = isBusy || isAway;
  const mayReopen = useAtNow((now) => isReopenable(alert, now));
  const actions = mayAnswer && rules ? actionsFor(alert, rules, { mayReopen }) : [];

  const ask = (question: AlertQuestion | undefined) =>
    setAsked(question && { question, seen: alert.priority });

  const send = async (given: AlertAnswer) => {
    // What was asked was asked about the alert as it was then.
    const { alertId } = alert;
    const seen = asked?.seen ?? alert.priority;
    ask(undefined);
    setBusy(true);
    const isDone = await answer({ alertId, priority: seen }, given);
    setBusy(false);
    requestAnimationFrame(() => keepFocusIn(rowRef.current));
    if (isDone) offerUndo(given, (undo) => void answer(alert, undo));
  };

  const press = (action: AlertAction) => {
    if (isBlocked || !actions.includes(action)) return;
    if (action === "resolve" || action === "snooze" || action === "escalate") ask(action);
    else void send({ type: action });
  };

  const handling: AlertHandling = {
    alert,
    rules,
    actions,
    isBlocked,
    question: asked?.question,
    ask,
    press,
    give: (given) => void send(given),
    onKeyDown: (event) => {
      // What is typed in a menu or dialogue of the row comes by here as well.
      const isInRow = event.target instanceof Node && event.currentTarget.contains(event.target);
      if (!isInRow || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actions.find((name) => ALERT_ACTIONS[name].key === event.key);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      press(action);
    },
  };
  return { handling, rowRef };
}

/** A button that was pressed may be gone, and a menu closed: without a focus the keys of the row are dead. */
function keepFocusIn(row: HTMLElement | null): void {
  if (row && document.activeElement === document.body)
    row.querySelector<HTMLElement>("a, button:enabled")?.focus();
}

/** What ends an alert, or silences it, may have been a slip of the finger. */
function offerUndo(given: AlertAnswer, undo: (answer: AlertAnswer) => void): void {
  if (given.type === "resolve")
    showUndo(`Resolved: ${DISPOSITIONS[given.disposition].short}.`, () => undo({ type: "reopen" }));
  if (given.type === "snooze")
    showUndo(`Snoozed for ${minutesInWords(given.minutes)}.`, () => undo({ type: "end-snooze" }));
}
