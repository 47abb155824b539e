"use client";

import { Popover, SegmentedControl } from "@mantine/core";
import { useId, useState } from "react";
import { SnoozeReason } from "#models/alerts/alert";
import { SNOOZE_WORDS } from "#models/alerts/alert-words";
import { ActionButton } from "./action-button";
import classes from "./alert-actions.module.css";
import { minutesInWords, snoozeChoices } from "./alert-actions-view";
import type { AlertHandling } from "./use-alert-actions";

/** Puts an alert off, never without a reason and never longer than the unit allows. Worsening breaks through. */
export function SnoozePanel({
  handling,
  label,
}: Readonly<{ handling: AlertHandling; label: string }>) {
  const { question, ask } = handling;

  return (
    <Popover
      opened={question === "snooze"}
      onChange={(isOpen) => ask(isOpen ? "snooze" : undefined)}
      position="bottom-end"
      width={304}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <ActionButton
          handling={handling}
          action="snooze"
          label={label}
          onClick={() => ask(question === "snooze" ? undefined : "snooze")}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={`Snooze: ${label}`}>
        <SnoozeForm handling={handling} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SnoozeForm({ handling }: Readonly<{ handling: AlertHandling }>) {
  const { alert, rules, give } = handling;
  const choices = snoozeChoices(rules?.snoozeLimitMinutes[alert.priority] ?? 0);
  const [chosen, setChosen] = useState(String(choices[0]));
  const reasonId = useId();

  return (
    <div className={classes.snooze}>
      <SegmentedControl
        aria-label="For how long"
        fullWidth
        value={chosen}
        onChange={setChosen}
        data={choices.map((minutes) => ({
          value: String(minutes),
          label: minutesInWords(minutes),
        }))}
      />
      <p id={reasonId} className={classes.question}>
        Why? It asks again when that time is up, and at once when it gets worse.
      </p>
      <div role="group" aria-labelledby={reasonId} className={classes.reasons}>
        {SnoozeReason.options.map((reason, index) => (
          <button
            key={reason}
            type="button"
            className={classes.reason}
            data-autofocus={index === 0 || undefined}
            onClick={() => give({ type: "snooze", minutes: Number(chosen), reason })}
          >
            {capitalised(SNOOZE_WORDS[reason])}
          </button>
        ))}
      </div>
    </div>
  );
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
