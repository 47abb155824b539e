"use client";

import type { WaitingSwapOnWire } from "#models/realtime/my-shifts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { useShiftWords } from "../../../my-shifts/_components/shift-words";
import type { ApprovalWork } from "./use-approvals";
import { type Finding, WaitingRow } from "./waiting-row";

const NOTHING_BROKEN: Finding = { tone: "well", text: "Breaks no rule" };

/** One swap that was taken, with what hinders it by now. */
export function SwapApproval({
  swap,
  work,
}: Readonly<{ swap: WaitingSwapOnWire; work: ApprovalWork }>) {
  const words = useShiftWords();
  const time = useHospitalTime();
  const { swapId, giver, taker, gives, wants, expiresAt, hindrances, isOwn } = swap;
  return (
    <WaitingRow
      what={`the swap of ${giver} and ${taker}`}
      title={
        <>
          {giver} gives {taker}: {words(gives)}
          {wants && (
            <>
              <br />
              {taker} gives {giver}: {words(wants)}
            </>
          )}
        </>
      }
      about={`To be decided by ${time.dayAndClock(expiresAt)}`}
      findings={
        hindrances.length === 0
          ? [NOTHING_BROKEN]
          : hindrances.map((text) => ({ tone: "failed", text }))
      }
      isBusy={work.isBusy}
      isHindered={hindrances.length > 0}
      notYours={isOwn ? "Your own: somebody else decides" : undefined}
      onApprove={() =>
        void work.decide({ type: "approve-swap", swapId }, "Approved: the roster is changed.")
      }
      onDecline={(reason) =>
        work.decide({ type: "decline-swap", swapId, reason }, "Declined: both are told.")
      }
    />
  );
}
