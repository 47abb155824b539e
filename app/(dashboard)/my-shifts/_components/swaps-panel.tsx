"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { MyShifts, OwnSwap } from "#models/realtime/my-shifts";
import type { SwapState } from "#models/rostering/swap";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "./part.module.css";
import { ShiftCode } from "./shift-code";
import { useShiftWords } from "./shift-words";
import { TakeSwapDialog } from "./take-swap-dialog";
import type { MyShiftsWork } from "./use-my-shifts";

interface Props {
  mine: MyShifts;
  work: MyShiftsWork;
}

const STATES: Readonly<Record<SwapState, { tone: StatusTone; words: string }>> = {
  open: { tone: "due", words: "Nobody has taken it yet" },
  accepted: { tone: "due", words: "Waits to be approved" },
  done: { tone: "well", words: "Done" },
  declined: { tone: "failed", words: "Declined" },
  withdrawn: { tone: "off", words: "Taken back" },
  expired: { tone: "off", words: "Expired" },
};

/** What others offer, then one's own offers and what came of them. */
export function SwapsPanel({ mine, work }: Readonly<Props>) {
  const asked = mine.swaps.filter(({ role, state }) => role === "asked" && state === "open");
  const own = mine.swaps.filter(({ role }) => role !== "asked");
  return (
    <>
      <TitledSection
        title="Offered to you"
        classes={part}
        about="Only what breaks no rule, for you and for the other, is offered. The first who takes it has it."
      >
        {asked.length === 0 ? (
          <p className={part.empty}>Nobody offers you a shift.</p>
        ) : (
          <ul className={part.rows}>
            {asked.map((swap) => (
              <AskedRow key={swap.swapId} swap={swap} hours={mine.hours} work={work} />
            ))}
          </ul>
        )}
      </TitledSection>
      <TitledSection title="Your swaps" classes={part}>
        {own.length === 0 ? (
          <p className={part.empty}>None yet. Choose “Swap” beside a shift of yours to offer it.</p>
        ) : (
          <ul className={part.rows}>
            {own.map((swap) => (
              <OwnRow key={swap.swapId} swap={swap} work={work} />
            ))}
          </ul>
        )}
      </TitledSection>
    </>
  );
}

function AskedRow({
  swap,
  hours,
  work,
}: Readonly<{ swap: OwnSwap; hours: MyShifts["hours"]; work: MyShiftsWork }>) {
  const words = useShiftWords();
  const time = useHospitalTime();
  const [isTaking, setTaking] = useState(false);
  const { gives, wants, giver, swapId, expiresAt } = swap;
  return (
    <li className={part.row}>
      <ShiftCode code={gives.code} isNight={gives.isNight} />
      <span className={part.grow}>
        <strong>{words(gives)}</strong>
        <span className={part.quiet}>
          {giver} {wants ? `would work your ${words(wants)} instead` : "gives it away"}; until{" "}
          {time.dayAndClock(expiresAt)}
        </span>
      </span>
      <Button aria-label={`Take it: ${words(gives)}`} onClick={() => setTaking(true)}>
        Take it
      </Button>
      {swap.other && (
        <Button
          variant="default"
          aria-label={`Decline ${words(gives)}`}
          onClick={() => void work.act({ type: "decline-swap", swapId }, "You have declined.")}
        >
          No
        </Button>
      )}
      {isTaking && <TakeSwapDialog {...{ swap, hours, work }} onClose={() => setTaking(false)} />}
    </li>
  );
}

function OwnRow({ swap, work }: Readonly<{ swap: OwnSwap; work: MyShiftsWork }>) {
  const words = useShiftWords();
  const { gives, wants, role, state, other, giver, swapId, reason } = swap;
  const { tone, words: stateWords } = STATES[state];
  const isOpen = state === "open" || state === "accepted";
  return (
    <li className={part.row}>
      <ShiftCode code={gives.code} isNight={gives.isNight} />
      <span className={part.grow}>
        <strong>{words(gives)}</strong>
        <span className={part.quiet}>
          {role === "giver"
            ? `You give it ${other ? `to ${other}` : "to whoever takes it"}`
            : `You take it from ${giver}`}
          {wants && `, for ${words(wants)}`}
          {reason && `. ${reason}`}
        </span>
      </span>
      <StatusLabel tone={tone}>{stateWords}</StatusLabel>
      {isOpen && (
        <Button
          variant="default"
          aria-label={`Take back ${words(gives)}`}
          onClick={() => void work.act({ type: "withdraw-swap", swapId }, "It is taken back.")}
        >
          Take back
        </Button>
      )}
    </li>
  );
}
