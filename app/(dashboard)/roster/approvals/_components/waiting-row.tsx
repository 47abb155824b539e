"use client";

import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ReasonDialog } from "@/_components/ui/reason-dialog";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import part from "../../../my-shifts/_components/part.module.css";
import classes from "./waiting-row.module.css";

/** What a decider must know first: that nothing hinders it, or what does. */
export interface Finding {
  tone: StatusTone;
  text: string;
}

interface Props {
  /** As its buttons name it: "the swap of …". */
  what: string;
  title: ReactNode;
  about: string;
  findings: readonly Finding[];
  isBusy: boolean;
  /** Absent: it can be approved. */
  isHindered?: boolean;
  /** Why this person may not decide at all, in place of the buttons. */
  notYours?: string | undefined;
  onApprove: () => void;
  /** True when it was done. */
  onDecline: (reason: string) => Promise<boolean>;
}

/** Something that waits for somebody who decides: what it is, what it would do, yes, or no with a reason. */
export function WaitingRow(props: Readonly<Props>) {
  const { what, title, about, findings, isBusy, isHindered = false, notYours } = props;
  const { onApprove, onDecline } = props;
  const [isDeclining, setDeclining] = useState(false);
  return (
    <li className={part.row}>
      <div className={part.grow}>
        <div className={classes.title}>{title}</div>
        <span className={part.quiet}>{about}</span>
        <div className={classes.findings}>
          {findings.map(({ tone, text }) => (
            <StatusLabel key={text} tone={tone}>
              {text}
            </StatusLabel>
          ))}
        </div>
      </div>
      {notYours ? (
        <span className={part.quiet}>{notYours}</span>
      ) : (
        <div className={classes.answers}>
          <Button
            disabled={isHindered}
            loading={isBusy}
            aria-label={`Approve ${what}`}
            onClick={onApprove}
          >
            Approve
          </Button>
          <Button
            variant="default"
            aria-label={`Decline ${what}`}
            onClick={() => setDeclining(true)}
          >
            Decline
          </Button>
        </div>
      )}
      {isDeclining && (
        <ReasonDialog
          kind="reason"
          title={`Decline ${what}?`}
          about="Whoever asked reads why."
          label="Reason"
          confirmLabel="Decline"
          shortest={3}
          longest={300}
          isBusy={isBusy}
          onClose={() => setDeclining(false)}
          onConfirm={(reason) =>
            void onDecline(reason).then((isDone) => isDone && setDeclining(false))
          }
        />
      )}
    </li>
  );
}
