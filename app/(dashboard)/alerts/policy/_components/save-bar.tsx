"use client";

import { Button } from "@mantine/core";
import { counted } from "#models/alerts/policy-phrases";
import classes from "./policy-editor.module.css";

interface Props {
  changes: number;
  problems: number;
  isDirty: boolean;
  /** The form holds the house's policy already. */
  isHouse: boolean;
  onDiscard: () => void;
  onHouse: () => void;
}

/** Always in sight, so that nobody has to look for what to do with what they typed. */
export const SaveBar = (props: Readonly<Props>) => (
  <div className={classes.bar}>
    <span className={classes.state} data-problem={props.problems > 0 || undefined}>
      {stateOf(props)}
    </span>
    <Button
      variant="subtle"
      size="compact-md"
      onClick={props.onHouse}
      disabled={props.isHouse}
      className={classes.house ?? ""}
    >
      House default
    </Button>
    <Button variant="default" size="compact-md" onClick={props.onDiscard} disabled={!props.isDirty}>
      Discard
    </Button>
    <Button type="submit" size="compact-md" disabled={!props.isDirty}>
      Review and save
    </Button>
  </div>
);

function stateOf({ changes, problems, isDirty }: Readonly<Props>): string {
  if (problems > 0) return `${counted(problems, "field")} to put right`;
  if (!isDirty) return "As in force";
  return changes > 0 ? `${counted(changes, "change")}, not saved` : "Not complete yet";
}
