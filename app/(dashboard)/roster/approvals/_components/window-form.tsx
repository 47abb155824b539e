"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DraftWindowOnWire, SetWindowOnWire } from "#models/realtime/my-shifts";
import { SelfRosteringMode } from "#models/rostering/self-rostering";
import { dayAfter } from "#models/shared/calendar-date";
import { formatLocal, parseLocal } from "#models/shared/hospital-instant";
import { daysInWords } from "#models/shared/date-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import part from "../../../my-shifts/_components/part.module.css";
import type { ApprovalWork } from "./use-approvals";

interface Props {
  draft: DraftWindowOnWire;
  work: ApprovalWork;
}

/** One for each window that was ever set: what is typed into an older one must not overwrite it. */
export function WindowForm({ draft, work }: Readonly<Props>) {
  const now = keyOf(draft.window);
  const [seen, setSeen] = useState(now);
  /** Set from here, and so no news. */
  const [own, setOwn] = useState(now);
  const [isNews, setNews] = useState(false);
  if (seen !== now) {
    setSeen(now);
    setNews(own !== now);
  }
  return (
    <WindowFields
      key={now}
      {...{ draft, work }}
      isNews={isNews}
      setting={(window) => {
        setOwn(keyOf(window));
        setNews(false);
      }}
    />
  );
}

type Window = Pick<SetWindowOnWire, "opensAt" | "closesAt" | "mode">;

const keyOf = (window: Window | null): string =>
  window ? `${window.opensAt} ${window.closesAt} ${window.mode}` : "none";

interface FieldsProps extends Props {
  /** Somebody else has set it since the page was opened. */
  isNews: boolean;
  setting: (window: Window) => void;
}

/** When a draft's people may place themselves, by the hospital's clocks. */
function WindowFields({ draft, work, isNews, setting }: Readonly<FieldsProps>) {
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
    setting({ opensAt, closesAt, mode });
    void work.decide(
      {
        ...{ type: "set-window", rosterId, opensAt, closesAt, mode },
        seenAt: window?.setAt ?? null,
      },
      "The window is set: the unit’s people are told.",
    );
  };

  return (
    <details className={part.fold} open={isNews ? true : undefined}>
      <summary>
        {name}
        <span className={part.quiet}>
          {daysInWords(startsOn, dayAfter(startsOn, days - 1))}.{" "}
          {window
            ? `${time.dayAndClock(window.opensAt)} to ${time.dayAndClock(window.closesAt)}, ${placed} placed`
            : "No window yet"}
        </span>
      </summary>
      <p role="status" className={part.quiet}>
        {isNews &&
          `${window?.setBy ?? "Somebody else"} has just changed this window: it is shown as it is now. What you had typed is gone.`}
      </p>
      <form className={part.form} onSubmit={set} aria-label={`Window of ${name}`}>
        <div className={`${part.pair} ${part.wide}`}>
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
