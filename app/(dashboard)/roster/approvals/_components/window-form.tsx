"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DraftWindowOnWire } from "#models/realtime/my-shifts";
import { SelfRosteringMode } from "#models/rostering/self-rostering";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal, parseLocal } from "#models/shared/hospital-instant";
import { daysInWords } from "#models/shared/date-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import part from "../../../my-shifts/_components/part.module.css";
import type { ApprovalWork } from "./use-approvals";

/** When a draft's people may place themselves, by the hospital's clocks. */
export function WindowForm({
  draft,
  work,
}: Readonly<{ draft: DraftWindowOnWire; work: ApprovalWork }>) {
  const time = useHospitalTime();
  const { timeZone } = time;
  const { rosterId, name, startsOn, days, window, placed } = draft;
  const local = (at: number | undefined) =>
    at === undefined ? "" : formatLocal(new Date(at), timeZone);
  const [opens, setOpens] = useState(local(window?.opensAt));
  const [closes, setCloses] = useState(local(window?.closesAt));
  const [mode, setMode] = useState<SelfRosteringMode>(window?.mode ?? "balanced");
  const isBackwards = opens !== "" && closes !== "" && closes <= opens;

  const set = (event: FormEvent) => {
    event.preventDefault();
    const opensAt = parseLocal(opens, timeZone)?.getTime();
    const closesAt = parseLocal(closes, timeZone)?.getTime();
    if (opensAt === undefined || closesAt === undefined || isBackwards) return;
    void work.decide(
      { type: "set-window", rosterId, opensAt, closesAt, mode },
      "The window is set: the unit’s people are told.",
    );
  };

  return (
    <details className={part.fold}>
      <summary>
        {name}
        <span className={part.quiet}>
          {daysInWords(startsOn, dayAfter(startsOn, days - 1))}.{" "}
          {window
            ? `${time.dayAndClock(window.opensAt)} to ${time.dayAndClock(window.closesAt)}, ${placed} placed`
            : "No window yet"}
        </span>
      </summary>
      <form className={part.form} onSubmit={set} aria-label={`Window of ${name}`}>
        <div className={part.pair}>
          <TextInput
            type="datetime-local"
            label="Opens"
            required
            value={opens}
            onChange={({ currentTarget }) => setOpens(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="Closes"
            required
            value={closes}
            error={isBackwards && "It closes before it opens."}
            onChange={({ currentTarget }) => setCloses(currentTarget.value)}
          />
          <NativeSelect
            label="Who has a place"
            value={mode}
            onChange={({ currentTarget }) => {
              const chosen = SelfRosteringMode.safeParse(currentTarget.value);
              if (chosen.success) setMode(chosen.data);
            }}
            data={[
              { value: "balanced", label: "Balanced afterwards" },
              { value: "first-come", label: "First come" },
            ]}
          />
        </div>
        <Button type="submit" variant="default" loading={work.isBusy}>
          Set the window
        </Button>
      </form>
    </details>
  );
}
