"use client";

import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { DISPOSITIONS, Disposition } from "#models/alerts/disposition";
import type { AlertId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { giveDisposition } from "../actions";
import classes from "./alert-queue.module.css";

interface Props {
  alertId: AlertId;
  given: Disposition | undefined;
  /** Which alert, for somebody who hears the button alone. */
  label: string;
}

/** Two taps that tell whether a predicted risk was right. Nobody has to. */
export function DispositionMenu({ alertId, given, label }: Readonly<Props>) {
  // What this screen has said since the page was drawn.
  const [said, setSaid] = useState<Disposition>();
  const { isBusy, run } = useAction();
  const disposition = said ?? given;
  const title = disposition ? DISPOSITIONS[disposition].short : "Was it right?";

  const say = async (chosen: Disposition) => {
    if (await run(() => giveDisposition({ alertId, disposition: chosen }))) setSaid(chosen);
  };

  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          className={classes.disposition ?? ""}
          size="compact-sm"
          variant="default"
          data-given={disposition !== undefined}
          loading={isBusy}
          aria-label={`${title}: ${label}`}
        >
          {title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What was found at the bedside</Menu.Label>
        {Disposition.options.map((option) => (
          <Menu.Item key={option} onClick={() => void say(option)}>
            {DISPOSITIONS[option].title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
