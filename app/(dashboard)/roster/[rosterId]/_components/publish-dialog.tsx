"use client";

import { Alert, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import classes from "./cell-drawer.module.css";
import { countShort } from "./planner-summary";
import { usePlanner } from "./use-planner";

interface Props {
  publish: (reason: string | undefined) => void;
  close: () => void;
}

/** As the server asks of a reason. */
const SHORTEST_REASON = 10;
const LISTED = 12;

/** What publishing means, what is broken, and who answers for it. */
export function PublishDialog({ publish, close }: Readonly<Props>) {
  const score = usePlanner((view) => view.score);
  const lines = usePlanner((view) => view.lines);
  const cover = usePlanner((view) => view.cover);
  const isDrawn = usePlanner((view) => view.state.demand.drawnAt !== null);
  const [reason, setReason] = useState("");
  const short = countShort(lines, cover);
  const broken = (score?.charges ?? []).filter(({ kind }) => kind === "rule" || kind === "legal");
  const hard = broken.filter(({ isHard }) => isHard);
  const needsReason = !score || hard.length > 0;

  return (
    <DialogFrame
      title="Publish the roster"
      confirmLabel={needsReason ? "Publish all the same" : "Publish"}
      isIncomplete={needsReason && reason.trim().length < SHORTEST_REASON}
      isDoubtful={needsReason || short.minimum > 0}
      onConfirm={() => publish(needsReason ? reason.trim() : undefined)}
      onClose={close}
    >
      <p className={classes.quiet}>
        Everybody on it sees their shifts at once. It can still be changed; each change is then told
        to those whom it concerns.
      </p>
      {!score && (
        <Alert color="red">The rules could not be checked: what is broken is not known.</Alert>
      )}
      {hard.length > 0 ? (
        <div>
          <h3 className={classes.heading}>Hard rules broken: {hard.length}</h3>
          <ul className={classes.facts} aria-label="Hard rules broken">
            {hard.slice(0, LISTED).map(({ ruleId, fromDay, text }) => (
              <li key={`${ruleId} ${fromDay} ${text}`}>{text}</li>
            ))}
          </ul>
          {hard.length > LISTED && <p className={classes.quiet}>and {hard.length - LISTED} more</p>}
        </div>
      ) : (
        score && <Text>No hard rule is broken.</Text>
      )}
      <Text>
        {isDrawn
          ? `${short.minimum} shifts are below their minimum, ${short.target} more below their target.`
          : "What is needed is not known yet: nobody can say which shifts are short."}{" "}
        {score && `${broken.length - hard.length} soft rules are broken.`}
      </Text>
      {needsReason && (
        <Textarea
          label="Why it is published all the same"
          description="Stored with your name. At least 10 characters, nothing about anybody's health."
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </DialogFrame>
  );
}
