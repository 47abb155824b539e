"use client";

import type { WaitingLeaveOnWire } from "#models/realtime/my-shifts";
import { dayInWords, daysInWords } from "#models/shared/date-words";
import { hoursInWords } from "../../../my-shifts/_components/date-words";
import { LEAVE_KINDS } from "../../../my-shifts/_components/leave-words";
import type { ApprovalWork } from "./use-approvals";
import { type Finding, WaitingRow } from "./waiting-row";

type Conflict = WaitingLeaveOnWire["conflicts"][number];

const NOTHING_IN_THE_WAY: Finding = {
  tone: "well",
  text: "Nothing against it: no published shift to fill on these days, and few others away",
};

/** One leave that was asked for, with the days on which it touches others. */
export function LeaveApproval({
  leave,
  work,
}: Readonly<{ leave: WaitingLeaveOnWire; work: ApprovalWork }>) {
  const { leaveId, name, unitName, kind, fromOn, toOn, balance, conflicts } = leave;
  const left = balance ? `; ${hoursInWords(balance.left)} of the year left with this` : "";
  return (
    <WaitingRow
      what={`the leave of ${name}, ${daysInWords(fromOn, toOn)}`}
      title={`${name}, ${daysInWords(fromOn, toOn)}`}
      about={`${LEAVE_KINDS[kind]}, ${unitName}${left}`}
      findings={conflicts.length === 0 ? [NOTHING_IN_THE_WAY] : conflicts.map(findingOf)}
      isBusy={work.isBusy}
      onApprove={() =>
        void work.decide({ type: "approve-leave", leaveId }, `Approved: ${name} is told.`)
      }
      onDecline={(reason) =>
        work.decide({ type: "decline-leave", leaveId, reason }, `Declined: ${name} is told.`)
      }
    />
  );
}

const findingOf = (conflict: Conflict): Finding => ({
  tone: conflict.shiftCode ? "failed" : "warned",
  text: conflictInWords(conflict),
});

const conflictInWords = ({ on, away, shiftCode }: Conflict): string =>
  [
    dayInWords(on),
    ...(shiftCode ? [`rostered for ${shiftCode}, to be filled`] : []),
    `${away} ${away === 1 ? "other is" : "others are"} away`,
  ].join(": ");
