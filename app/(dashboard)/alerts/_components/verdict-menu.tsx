"use client";

import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { ALERT_VERDICTS, AlertVerdict } from "#models/alerts/alert-verdict";
import type { AlertId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { giveVerdict } from "../actions";
import classes from "./alert-queue.module.css";

interface Props {
  alertId: AlertId;
  given: AlertVerdict | undefined;
  /** Which alert, for somebody who hears the button alone. */
  label: string;
}

/** Two taps that tell whether a predicted risk was right. Nobody has to. */
export function VerdictMenu({ alertId, given, label }: Readonly<Props>) {
  // What this screen has said since the page was drawn.
  const [said, setSaid] = useState<AlertVerdict>();
  const { isBusy, run } = useAction();
  const verdict = said ?? given;
  const title = verdict ? ALERT_VERDICTS[verdict].short : "Was it right?";

  const say = async (chosen: AlertVerdict) => {
    if (await run(() => giveVerdict({ alertId, verdict: chosen }))) setSaid(chosen);
  };

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          className={classes.verdict ?? ""}
          size="compact-sm"
          variant="default"
          data-given={verdict !== undefined}
          loading={isBusy}
          aria-label={`${title}: ${label}`}
        >
          {title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What was found at the bedside</Menu.Label>
        {AlertVerdict.options.map((option) => (
          <Menu.Item key={option} onClick={() => void say(option)}>
            {ALERT_VERDICTS[option].title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
