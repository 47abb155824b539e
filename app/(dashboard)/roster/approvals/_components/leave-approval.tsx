"use client";

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { WaitingLeaveOnWire } from "#models/realtime/my-shifts";
import { dayInWords, daysInWords } from "#models/shared/date-words";
import { StatusLabel } from "@/_components/ui/status-label";
import { hoursInWords } from "../../../my-shifts/_components/date-words";
import { LEAVE_KINDS } from "../../../my-shifts/_components/leave-words";
import part from "../../../my-shifts/_components/part.module.css";
import { ReasonDialog } from "./reason-dialog";
import type { ApprovalWork } from "./use-approvals";

type Conflict = WaitingLeaveOnWire["conflicts"][number];

/** One leave that was asked for, with the days on which it touches others. */
export function LeaveApproval({
  leave,
  work,
}: Readonly<{ leave: WaitingLeaveOnWire; work: ApprovalWork }>) {
  const [isDeclining, setDeclining] = useState(false);
  const { leaveId, name, unitName, kind, fromOn, toOn, balance, conflicts } = leave;
  const what = `${daysInWords(fromOn, toOn)} for ${name}`;
  return (
    <li className={part.row}>
      <span className={part.grow}>
        <strong>
          {name}, {daysInWords(fromOn, toOn)}
        </strong>
        <span className={part.quiet}>
          {LEAVE_KINDS[kind]}, {unitName}
          {balance && `; ${hoursInWords(balance.left)} of the year left with this`}
        </span>
        {conflicts.length === 0 ? (
          <StatusLabel tone="well">
            Nothing against it: no published shift to fill on these days, and few others away
          </StatusLabel>
        ) : (
          conflicts.map((conflict) => (
            <StatusLabel key={conflict.on} tone={conflict.shiftCode ? "failed" : "warned"}>
              {conflictInWords(conflict)}
            </StatusLabel>
          ))
        )}
      </span>
      <Group gap="xs">
        <Button
          loading={work.isBusy}
          aria-label={`Approve leave ${what}`}
          onClick={() =>
            void work.decide({ type: "approve-leave", leaveId }, `Approved: ${name} is told.`)
          }
        >
          Approve
        </Button>
        <Button
          variant="default"
          aria-label={`Decline leave ${what}`}
          onClick={() => setDeclining(true)}
        >
          Decline
        </Button>
      </Group>
      {isDeclining && (
        <ReasonDialog
          title={`Decline the leave of ${name}`}
          isBusy={work.isBusy}
          onClose={() => setDeclining(false)}
          onDecline={(reason) =>
            void work
              .decide({ type: "decline-leave", leaveId, reason }, `Declined: ${name} is told.`)
              .then(() => setDeclining(false))
          }
        />
      )}
    </li>
  );
}

const conflictInWords = ({ on, away, shiftCode }: Conflict): string =>
  [
    dayInWords(on),
    ...(shiftCode ? [`rostered for ${shiftCode}, to be filled`] : []),
    `${away} ${away === 1 ? "other is" : "others are"} away`,
  ].join(": ");
