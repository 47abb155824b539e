"use client";

import { Alert, Button, Group } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import type { ShownSheet } from "../shown-handover";
import classes from "./section.module.css";
import type { SectionSaver, SectionState } from "./section-saver";

interface Props {
  saver: SectionSaver;
  state: SectionState;
  changed: ShownSheet["sections"][number]["changed"];
  /** Of the section, for whoever does not see which it stands under. */
  name: string;
}

/** Whether what stands there is kept; and when two have written, whose words it is to be. */
export function SavingState({ saver, state: { saving }, changed, name }: Readonly<Props>) {
  const time = useHospitalTime();
  const isFailed = saving.state === "failed";

  return (
    <>
      <div className={classes.saving} data-state={saving.state}>
        <span role="status">{inWords(saving, changed, time.clock)}</span>
        {isFailed ? (
          <Button size="compact-xs" variant="default" onClick={() => void saver.flush()}>
            Try again
          </Button>
        ) : null}
      </div>
      {saving.state === "conflict" ? (
        <Alert
          role="alert"
          color="yellow"
          className={classes.conflict}
          icon={<IconGitMerge />}
          title={`${saving.by} changed this at ${time.clock(Date.parse(saving.at))}`}
        >
          <p className={classes.theirs}>{saving.theirs ?? "They took the system's words again."}</p>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Take theirs: ${name}`}
              onClick={() => saver.takeTheirs()}
            >
              Take theirs
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Keep mine: ${name}`}
              onClick={() => saver.keepMine()}
            >
              Keep mine
            </Button>
          </Group>
        </Alert>
      ) : null}
    </>
  );
}

function inWords(
  saving: SectionState["saving"],
  changed: Props["changed"],
  clock: (at: number) => string,
): string {
  switch (saving.state) {
    case "clean":
      return changed ? `Changed by ${changed.by}, ${clock(changed.at)}` : "";
    case "waiting":
      return "Not saved yet";
    case "saving":
      return "Saving…";
    case "saved":
      return `Saved ${clock(Date.parse(saving.at))}`;
    case "failed":
      return `Not saved. ${saving.problem}`;
    case "conflict":
      return "Not saved: somebody else changed it too.";
  }
}
