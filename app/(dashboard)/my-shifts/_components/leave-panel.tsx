"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { OwnLeave } from "#models/realtime/my-shifts";
import { type LeaveBalance, LeaveKind } from "#models/rostering/leave";
import { daysInWords } from "#models/shared/date-words";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { TitledSection } from "@/_components/ui/titled-section";
import { hoursInWords } from "./date-words";
import { LEAVE_KINDS, LEAVE_STATES } from "./leave-words";
import part from "./part.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

interface Props {
  leaves: readonly OwnLeave[];
  balances: readonly LeaveBalance[];
  work: MyShiftsWork;
}

const TONES: Readonly<Record<OwnLeave["state"], StatusTone>> = {
  applied: "due",
  approved: "well",
  declined: "failed",
  withdrawn: "off",
};

/** Leave: what is left, what one has asked for, and what came of it. */
export function LeavePanel({ leaves, balances, work }: Readonly<Props>) {
  return (
    <TitledSection
      title="Leave"
      classes={part}
      about="Annual leave counts in hours of your contract: a week away is a week’s hours."
    >
      <ul className={part.rows}>
        {balances.map((balance) => (
          <li key={balance.year} className={part.row}>
            <span className={part.grow}>
              <strong>{balance.year}</strong>
              <span className={part.quiet}>
                {hoursInWords(balance.approved)} approved, {hoursInWords(balance.waiting)} applied
                for
              </span>
            </span>
            <span>
              {hoursInWords(balance.left)} of {hoursInWords(balance.entitled)} left
            </span>
          </li>
        ))}
        {leaves.map((leave) => (
          <li key={leave.leaveId} className={part.row}>
            <span className={part.grow}>
              <strong>{daysInWords(leave.fromOn, leave.toOn)}</strong>
              <span className={part.quiet}>
                {LEAVE_KINDS[leave.kind]}
                {leave.reason && `: ${leave.reason}`}
              </span>
            </span>
            <StatusLabel tone={TONES[leave.state]}>{LEAVE_STATES[leave.state]}</StatusLabel>
            {leave.state === "applied" && (
              <Button
                variant="default"
                aria-label={`Take back the leave ${daysInWords(leave.fromOn, leave.toOn)}`}
                onClick={() => void work.act({ type: "withdraw-leave", leaveId: leave.leaveId })}
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LeaveForm work={work} />
    </TitledSection>
  );
}

function LeaveForm({ work }: Readonly<{ work: MyShiftsWork }>) {
  const [fromOn, setFrom] = useState("");
  const [toOn, setTo] = useState("");
  const [kind, setKind] = useState<LeaveKind>("annual-leave");

  const apply = async (event: FormEvent) => {
    event.preventDefault();
    if (fromOn === "") return;
    const leave = { kind, fromOn, toOn: toOn === "" ? fromOn : toOn };
    const done = await work.act(
      { type: "apply-for-leave", leave },
      "You have applied. The scheduler decides.",
    );
    if (!done) return;
    setFrom("");
    setTo("");
  };

  return (
    <form
      className={part.form}
      onSubmit={(event) => void apply(event)}
      aria-label="Apply for leave"
    >
      <div className={part.pair}>
        <TextInput
          type="date"
          label="First day"
          required
          value={fromOn}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Last day"
          min={fromOn}
          value={toOn}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <NativeSelect
          label="Kind"
          value={kind}
          onChange={({ currentTarget }) => {
            const chosen = LeaveKind.safeParse(currentTarget.value);
            if (chosen.success) setKind(chosen.data);
          }}
          data={LeaveKind.options.map((value) => ({ value, label: LEAVE_KINDS[value] }))}
        />
      </div>
      <Button type="submit" loading={work.busy === "apply-for-leave"}>
        Apply
      </Button>
    </form>
  );
}
