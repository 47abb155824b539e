"use client";

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { WaitingSwapOnWire } from "#models/realtime/my-shifts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import part from "../../../my-shifts/_components/part.module.css";
import { useShiftWords } from "../../../my-shifts/_components/shift-words";
import { ReasonDialog } from "./reason-dialog";
import type { ApprovalWork } from "./use-approvals";

/** One swap that was taken, with what hinders it by now. */
export function SwapApproval({
  swap,
  work,
}: Readonly<{ swap: WaitingSwapOnWire; work: ApprovalWork }>) {
  const words = useShiftWords();
  const time = useHospitalTime();
  const [isDeclining, setDeclining] = useState(false);
  const { swapId, giver, taker, gives, wants, expiresAt, hindrances, isOwn } = swap;
  const who = `${giver} and ${taker}`;
  return (
    <li className={part.row}>
      <span className={part.grow}>
        <strong>
          {giver} gives {taker}: {words(gives)}
        </strong>
        {wants && (
          <span>
            <br />
            {taker} gives {giver}: {words(wants)}
          </span>
        )}
        <span className={part.quiet}>To be decided by {time.dayAndClock(expiresAt)}</span>
        {hindrances.length === 0 ? (
          <StatusLabel tone="well">Breaks no rule</StatusLabel>
        ) : (
          hindrances.map((text) => (
            <StatusLabel key={text} tone="failed">
              {text}
            </StatusLabel>
          ))
        )}
      </span>
      {isOwn ? (
        <span className={part.quiet}>Your own: somebody else decides</span>
      ) : (
        <Group gap="xs">
          <Button
            disabled={hindrances.length > 0}
            loading={work.isBusy}
            aria-label={`Approve the swap of ${who}`}
            onClick={() =>
              void work.decide({ type: "approve-swap", swapId }, "Approved: the roster is changed.")
            }
          >
            Approve
          </Button>
          <Button
            variant="default"
            aria-label={`Decline the swap of ${who}`}
            onClick={() => setDeclining(true)}
          >
            Decline
          </Button>
        </Group>
      )}
      {isDeclining && (
        <ReasonDialog
          title={`Decline the swap of ${who}`}
          isBusy={work.isBusy}
          onClose={() => setDeclining(false)}
          onDecline={(reason) =>
            void work
              .decide({ type: "decline-swap", swapId, reason }, "Declined: both are told.")
              .then(() => setDeclining(false))
          }
        />
      )}
    </li>
  );
}
